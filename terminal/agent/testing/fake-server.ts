import { maskPhone } from '#shared/identity/phone.ts';
import { done, refuse, type Refusal, type Result } from '#shared/refusals/refusal.ts';
import { envelopeSchema, FIRST_PREVIOUS_HASH, type Envelope, type SyncReceipt } from '#shared/wire/application.ts';
import { hashOf, sha256Hex } from '#shared/wire/hash.ts';
import { repaymentInputs } from '#shared/wire/repayments.ts';
import { terminalInputs, type ApplicationState } from '#shared/wire/terminal.ts';
import type { InputOf, OutputOf, ProcedureName, TerminalServer, WatchListener } from '../server-link/port.ts';
import { FakeRepayments } from './fake-repayments.ts';
import { applicationState, CODE, contractFor, offer, orderView, profile, receipt } from './samples.ts';

type Handlers = { [P in ProcedureName]: (input: InputOf<P>) => Result<OutputOf<P>> };

/** A server that keeps the rules of the wire: numbers, hashes, receipts, codes. What it decides, the test says. */
export class FakeServer implements TerminalServer {
  isOnline = true;
  /** Every procedure that reached the server, in order. */
  readonly calls: ProcedureName[] = [];
  readonly evidence = new Set<string>();
  readonly accepted: Envelope[] = [];
  /** Applications that are refused for good: kept, and the number moves on. */
  readonly refusedForGood = new Map<string, Refusal>();
  readonly states = new Map<string, ApplicationState>();
  readonly withdrawn: string[] = [];
  readonly signed: string[] = [];
  readonly progress: string[] = [];
  /** Answers given instead of the true one, once each. */
  readonly instead = new Map<ProcedureName, Result<never>[]>();
  /** What a freshly taken application becomes. */
  decide: (applicationId: string) => Partial<ApplicationState> = (id) => ({ status: 'offered', offer: offer(id) });
  readonly repayments: FakeRepayments;
  readonly #watchers = new Map<string, WatchListener>();
  readonly #now: () => number;
  readonly #taken: Envelope[] = [];
  #wrongTries = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.repayments = new FakeRepayments(now);
  }

  call<P extends ProcedureName>(name: P, input: InputOf<P>): Promise<Result<OutputOf<P>>> {
    if (!this.isOnline) return Promise.resolve(refuse('offline'));
    this.calls.push(name);
    const planned = this.instead.get(name)?.shift();
    return Promise.resolve(planned ?? this.#handlers[name](input));
  }

  watch(applicationId: string, listener: WatchListener): () => void {
    if (!this.isOnline) {
      listener.onEnd();
      return () => undefined;
    }
    this.#watchers.set(applicationId, listener);
    return () => this.#watchers.delete(applicationId);
  }

  /** The line breaks: streams end, calls find nobody. */
  goOffline(): void {
    this.isOnline = false;
    const listeners = [...this.#watchers.values()];
    this.#watchers.clear();
    for (const { onEnd } of listeners) onEnd();
  }

  /** Changes an application's state and tells whoever watches. */
  set(applicationId: string, change: Partial<ApplicationState>): void {
    const state = { ...(this.states.get(applicationId) ?? applicationState(applicationId)), ...change };
    this.states.set(applicationId, state);
    this.#watchers.get(applicationId)?.onState(state);
  }

  plan(name: ProcedureName, ...answers: Result<never>[]): void {
    this.instead.set(name, [...(this.instead.get(name) ?? []), ...answers]);
  }

  readonly #handlers: Handlers = {
    hello: () => done(profile),
    'enrol.redeem': () => done(profile),
    'orders.byCode': () => done(orderView()),
    'orders.progress': ({ step }) => done(this.progress.push(step)),
    'phone.requestCode': ({ phone }) => {
      this.#wrongTries = 0;
      return done({ phoneMasked: maskPhone(phone), resendAt: this.#now() + 60_000, expiresAt: this.#now() + 300_000 });
    },
    'phone.verifyCode': ({ code }) => {
      if (this.#wrongTries >= 3) return refuse('code-locked', { retryAfterSeconds: 600 });
      if (code === CODE)
        return done({ verificationId: '01939d1c-0000-7000-8000-0000000000d1', verifiedAt: this.#now() });
      this.#wrongTries += 1;
      if (this.#wrongTries === 3) return refuse('code-locked', { retryAfterSeconds: 600 });
      return refuse('code-wrong', { attemptsLeft: 3 - this.#wrongTries });
    },
    'evidence.put': (blob) => {
      if (sha256Hex(new Uint8Array(Buffer.from(blob.ciphertext, 'base64'))) !== blob.sealedSha256)
        return refuse('envelope-unreadable');
      this.evidence.add(blob.sealedSha256);
      return done(null);
    },
    'applications.submit': (envelope) => this.#submit(envelopeSchema.parse(envelope)),
    'applications.state': ({ applicationId }) => {
      const state = this.states.get(applicationId);
      return state ? done(state) : refuse('application-not-found');
    },
    'applications.phoneVerified': ({ applicationId }) => {
      this.set(applicationId, { status: 'offered', reasons: [], offer: offer(applicationId) });
      return done(null);
    },
    'applications.withdraw': ({ applicationId }) => {
      this.withdrawn.push(applicationId);
      this.set(applicationId, { status: 'cancelled' });
      return done(null);
    },
    'contracts.prepare': ({ applicationId, planHash }) => {
      const plan = this.states.get(applicationId)?.offer?.plans.find(({ hash }) => hash === planHash);
      return plan ? done({ contract: contractFor(plan, applicationId) }) : refuse('plan-changed');
    },
    'contracts.sign': (command) => {
      const { applicationId, commandId, planHash } = terminalInputs['contracts.sign'].parse(command);
      const plan = this.states.get(applicationId)?.offer?.plans.find(({ hash }) => hash === planHash);
      if (!plan) return refuse('plan-changed');
      if (!this.signed.includes(commandId)) this.signed.push(commandId);
      this.set(applicationId, { status: 'contracted', receipt: receipt(plan) });
      return done(receipt(plan));
    },
    'repayments.find': (input) => this.repayments.find(repaymentInputs['repayments.find'].parse(input)),
    'repayments.pay': (input) => this.repayments.pay(repaymentInputs['repayments.pay'].parse(input)),
    'repayments.state': ({ repaymentId }) => this.repayments.state(repaymentId),
  };

  #submit(envelope: Envelope): Result<SyncReceipt> {
    const { hash, ...rest } = envelope;
    if (hashOf(rest) !== hash) return refuse('envelope-unreadable');
    const known = this.#taken[envelope.sequence - 1];
    const reference = `A7-${String(envelope.sequence).padStart(4, '0')}`;
    const answer = { applicationId: envelope.id, reference, sequence: envelope.sequence };
    const refusal = this.refusedForGood.get(envelope.id);
    if (known) {
      if (known.hash !== hash) return refuse('content-conflict');
      return refusal ? { ok: false, refusal } : done({ status: 'already-accepted', ...answer });
    }
    if (envelope.sequence !== this.#taken.length + 1)
      return refuse('sequence-gap', { expected: this.#taken.length + 1 });
    if (envelope.previousHash !== (this.#taken.at(-1)?.hash ?? FIRST_PREVIOUS_HASH)) return refuse('chain-broken');
    const missing = envelope.evidence.filter((blob) => !this.evidence.has(blob));
    if (missing.length > 0) return refuse('evidence-missing', { missing: missing.length });
    this.#taken.push(envelope);
    if (refusal) return { ok: false, refusal };
    this.accepted.push(envelope);
    this.set(envelope.id, { reference, ...this.decide(envelope.id) });
    return done({ status: 'accepted', ...answer });
  }
}
