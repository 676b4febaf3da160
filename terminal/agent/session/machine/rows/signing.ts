/** Cost statement first, contract second, each read to its end and signed; then the books. After that no way back. */
import { isSigned, type Signature } from '#shared/lending/contract.ts';
import { refuse, type Refusal } from '#shared/refusals/refusal.ts';
import type { SignedDocument } from '#shared/wire/terminal.ts';
import { leaveFiled, notAllowed, progress, say, sayCode, to, unchanged, visit, type Row } from '../step.ts';
import { toReceipt } from './answer.ts';
import { beforeSignature, everywhere } from './everywhere.ts';
import { offerRefused, unlessEnded } from './offers.ts';

export const costStatement: Row<'cost-statement'> = {
  ...beforeSignature,
  // The text in hand is in one language; another language is another contract, one step back.
  'set-language': notAllowed,
  'application-state': (turn) => unlessEnded(turn, turn.stage.filed, turn.event.state),
  'sign-cost-statement': (turn) => {
    const { stage, event, facts } = turn;
    const missing = unsigned(event);
    if (missing) return say(turn, missing);
    const { filed, offer, contract } = stage;
    const signed = document(contract.costStatement.hash, stage.shownAt, facts.now, event.signature);
    return to(
      turn,
      { at: 'contract', filed, offer, contract, costStatement: signed, shownAt: facts.now },
      progress(visit(filed), 'cost-statement'),
      progress(visit(filed), 'contract'),
    );
  },
  back: (turn) => {
    const { filed, offer, contract } = turn.stage;
    return to(turn, { at: 'offers', filed, offer, chosenTerms: contract.plan.terms, pending: null });
  },
};

export const contract: Row<'contract'> = {
  ...beforeSignature,
  'set-language': notAllowed,
  'application-state': (turn) => unlessEnded(turn, turn.stage.filed, turn.event.state),
  'sign-contract': (turn) => {
    const { stage, event, facts } = turn;
    const missing = unsigned(event);
    if (missing) return say(turn, missing);
    // Nothing is signed that nobody can book: the page keeps what she drew, and she tries again.
    if (!facts.online) return sayCode(turn, 'offline');
    const ask = facts.freshId;
    const command = {
      commandId: ask,
      applicationId: stage.filed.applicationId,
      planHash: stage.contract.plan.hash,
      costStatement: stage.costStatement,
      contract: document(stage.contract.hash, stage.shownAt, facts.now, event.signature),
    };
    const { filed, offer } = stage;
    return to(
      turn,
      { at: 'signing', filed, offer, contract: stage.contract, command, ask, since: facts.now },
      { do: 'sign-contract', ask, command },
    );
  },
  back: (turn) => {
    const { filed, offer, contract: prepared } = turn.stage;
    return to(turn, { at: 'cost-statement', filed, offer, contract: prepared, shownAt: turn.facts.now });
  },
};

export const signing: Row<'signing'> = {
  ...everywhere,
  'set-language': notAllowed,
  // Pressed twice: it is one signature.
  'sign-contract': unchanged,
  // The command is repeated without her until it is answered; its answer finds no screen, and she gets a message.
  leave: (turn) => leaveFiled(turn, turn.stage.filed),
  timeout: (turn) => leaveFiled(turn, turn.stage.filed),
  'contract-signed': (turn) => {
    const { stage, event, facts } = turn;
    if (event.ask !== stage.ask) return unchanged(turn);
    const { filed, offer, contract: prepared, command } = stage;
    if (event.result.ok) {
      return toReceipt(turn, filed, event.result.value, prepared.plan);
    }
    const { refusal } = event.result;
    // It is signed, only its answer was lost: the application's state brings the receipt.
    if (refusal.code === 'already-signed')
      return { ...unchanged(turn), effects: [{ do: 'watch', applicationId: filed.applicationId }] };
    const before = {
      at: 'contract',
      filed,
      offer,
      contract: prepared,
      costStatement: command.costStatement,
      shownAt: facts.now,
    } as const;
    return offerRefused(turn, filed, before, refusal);
  },
  'application-state': (turn) => {
    const { filed, contract: signed } = turn.stage;
    const { state } = turn.event;
    const isBooked = state.applicationId === filed.applicationId && state.status === 'contracted';
    return isBooked ? toReceipt(turn, filed, state.receipt, signed.plan) : unchanged(turn);
  },
};

function unsigned({ readToEnd, signature }: { readToEnd: boolean; signature: Signature }): Refusal | null {
  if (!readToEnd) return refuse('statement-not-read').refusal;
  return isSigned(signature) ? null : refuse('signature-empty').refusal;
}

function document(hash: string, shownAt: number, signedAt: number, signature: Signature): SignedDocument {
  return { hash, shownAt, signedAt, signature };
}
