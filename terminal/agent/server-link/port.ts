import { z } from 'zod';
import type { Result } from '#shared/refusals/refusal.ts';
import { receiptSchema, type Envelope } from '#shared/wire/application.ts';
import { redeemed, type RedeemInput } from '#shared/wire/enrolment.ts';
import { repaymentState, repaymentView, type repaymentInputs } from '#shared/wire/repayments.ts';
import {
  applicationState,
  orderView,
  phoneCodeSent,
  phoneVerified,
  preparedContract,
  receiptView,
  terminalProfile,
  type ApplicationState,
  type terminalInputs,
} from '#shared/wire/terminal.ts';

/** The server's terminal router as a terminal sees it. What a terminal makes no use of, it does not look into. */
type Inputs = { [P in keyof typeof terminalInputs]: z.infer<(typeof terminalInputs)[P]> } & {
  [P in keyof typeof repaymentInputs]: z.infer<(typeof repaymentInputs)[P]>;
} & {
  hello: undefined;
  'enrol.redeem': RedeemInput;
  'applications.submit': Envelope;
};
const ignored = z.unknown();
const outputs = {
  hello: terminalProfile,
  'enrol.redeem': redeemed,
  'orders.byCode': orderView,
  'orders.progress': ignored,
  'phone.requestCode': phoneCodeSent,
  'phone.verifyCode': phoneVerified,
  'evidence.put': ignored,
  'applications.submit': receiptSchema,
  'applications.state': applicationState,
  'applications.phoneVerified': ignored,
  'applications.withdraw': ignored,
  'contracts.prepare': preparedContract,
  'contracts.sign': receiptView,
  'repayments.find': repaymentView,
  'repayments.pay': repaymentState,
  'repayments.state': repaymentState,
} satisfies Record<keyof Inputs, z.ZodType>;

export type ProcedureName = keyof Inputs;
export type InputOf<P extends ProcedureName> = Inputs[P];
type Outputs = { [P in ProcedureName]: z.infer<(typeof outputs)[P]> };
export type OutputOf<P extends ProcedureName> = Outputs[P];
export const outputSchemas: { readonly [P in ProcedureName]: z.ZodType<OutputOf<P>> } = outputs;

/** All others change something; they go by POST, so nothing they carry stands in an address. */
export const QUERIES: ReadonlySet<ProcedureName> = new Set([
  'hello',
  'orders.byCode',
  'applications.state',
  'repayments.state',
]);

export interface TerminalServer {
  /** Never rejects: no answer is the refusal `offline`, an answer that makes no sense `server-fault`. */
  call<P extends ProcedureName>(procedure: P, input: InputOf<P>): Promise<Result<OutputOf<P>>>;
  /** The state of an application, now and on every change. `onEnd` is called when the stream ends by itself. */
  watch(applicationId: string, listener: WatchListener): () => void;
}

export interface WatchListener {
  readonly onState: (state: ApplicationState) => void;
  readonly onEnd: () => void;
}
