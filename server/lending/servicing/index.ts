/** The door of servicing: what may be done to a loan after it was made, and how it then stands. */
export { act, actWithin, type Act, type Acted } from './service/act.ts';
export { staffActor, type Actor } from './service/actor.ts';
export { adoptLoans } from './service/adopt.ts';
export { disburseDelivered } from './service/disburse.ts';
export { listLoans, type LoanPage } from './service/list.ts';
export { openServicing } from './service/open.ts';
export { loanDetail, loanJournal, loanOfOrder, payoffOf } from './service/read.ts';
export { whatIf } from './service/what-if.ts';
export { lockServicing } from './store/servicing.ts';
