/** The door of applications: intake, phone codes, the life of an application, and what others may know of it. */
export type { ApplicationEvent } from './model.ts';
export { EVENT_OF_OUTCOME, isFinal } from './model.ts';
export { sealingPublicKey } from './sealing.ts';
export {
  advance,
  expire,
  keepDecision,
  lockOwn,
  phoneVerified,
  withdraw,
  withdrawCancelled,
} from './service/change.ts';
export { expireWaiting } from './service/expire-waiting.ts';
export { putEvidence } from './service/evidence.ts';
export { borrowerOf, contactOf, historyOf, personFacts, type PersonFacts } from './service/facts.ts';
export { openForApplicant, sealForApplicant } from './service/person.ts';
export { requestCode, verifyCode } from './service/phone.ts';
export { submit } from './service/submit.ts';
export { findApplication, lockApplication, type ApplicationFacts, type History } from './store/application.ts';
