/** One round of questions about a printer's state (protocols 3.3): what is asked next, and what the answers say. Pure. */
import type { IdentityQuestion, RealTimeQuestion } from './commands.ts';
import { ASK_PAPER_OLD, INITIALISE, REAL_TIME_QUESTIONS, askIdentity, askProof, askRealTime } from './commands.ts';
import type { PrinterStatus } from './printer.ts';
import type { Reply } from './replies.ts';
import type { RealTimeAnswers } from './status.ts';
import { statusOfAnswers, statusOfPaper } from './status.ts';

export type Question = RealTimeQuestion | 'paper-only' | 'proof' | IdentityQuestion;

/** Which questions a printer answers. `paper-only`: an old clone that knows ESC v and no DLE EOT. */
export type Tongue = 'real-time' | 'paper-only' | 'mute';

export interface Inquiry {
  /** The first one also asks who the printer is, and tries it with ESC v if it is silent. */
  readonly isFirst: boolean;
  /** A printer known to be an old clone is asked in its own way. */
  readonly tongue: Tongue;
  readonly question: Question;
  readonly answers: RealTimeAnswers;
  readonly paper: number | null;
  readonly hasProof: boolean;
  readonly identity: Readonly<Partial<Record<IdentityQuestion, string>>>;
}

export interface Findings {
  readonly tongue: Tongue;
  readonly status: PrinterStatus;
  /** It knows GS ( H, and so the family of commands that QR codes belong to. */
  readonly hasProof: boolean;
  readonly identity: Inquiry['identity'];
}

/** The proof that is asked for on trial. */
const TRIAL_ID = 'open';
const NOT_ASKED: RealTimeAnswers = { printer: null, 'offline-cause': null, error: null, paper: null };

export function beginInquiry(isFirst: boolean, tongue: Tongue): Inquiry {
  const question = tongue === 'paper-only' ? 'paper-only' : 'printer';
  return { isFirst, tongue, question, answers: NOT_ASKED, paper: null, hasProof: false, identity: {} };
}

export function bytesOfQuestion(question: Question): Uint8Array {
  if (isRealTime(question)) return askRealTime(question);
  if (question === 'paper-only') return ASK_PAPER_OLD;
  // Printers that do not know these take them for text; initialised at once, they forget it before it is printed.
  const bytes = question === 'proof' ? askProof(TRIAL_ID) : askIdentity(question);
  return Buffer.concat([bytes, INITIALISE]);
}

/** A question that no printer of this tongue leaves unanswered: it is asked twice. */
export function isKeyQuestion({ question }: Inquiry): boolean {
  return question === 'printer' || question === 'paper-only';
}

/** The inquiry with this reply worked in, or null if it is no answer to its question. */
export function answered(inquiry: Inquiry, reply: Reply): Inquiry | null {
  const { question } = inquiry;
  if (isRealTime(question)) {
    if (reply.kind !== 'real-time') return null;
    return { ...inquiry, tongue: 'real-time', answers: { ...inquiry.answers, [question]: reply.bits } };
  }
  if (question === 'paper-only')
    return reply.kind === 'paper' ? { ...inquiry, tongue: 'paper-only', paper: reply.bits } : null;
  if (question === 'proof')
    return reply.kind === 'proof' && reply.id === TRIAL_ID ? { ...inquiry, hasProof: true } : null;
  if (reply.kind !== 'identity') return null;
  return { ...inquiry, identity: { ...inquiry.identity, [question]: reply.text } };
}

/** What to ask after this question was answered or given up, or null if that was all. */
export function nextQuestion(inquiry: Inquiry): Question | null {
  const { question, answers, isFirst, identity } = inquiry;
  const cause = answers['offline-cause'] ?? 0;
  switch (question) {
    case 'printer':
      if (answers.printer !== null) return 'offline-cause';
      return isFirst ? 'paper-only' : null;
    case 'offline-cause':
      return (cause & 0x40) === 0 ? 'paper' : 'error';
    case 'error':
      return 'paper';
    case 'paper':
      return isFirst ? 'proof' : null;
    case 'proof':
      return 'maker';
    // Who does not say who made it says nothing of the rest.
    case 'maker':
      return identity.maker === undefined ? null : 'model';
    case 'model':
      return 'firmware';
    case 'paper-only':
    case 'firmware':
      return null;
  }
}

/** Null: the printer answered nothing. */
export function findingsOf({ answers, paper, hasProof, identity }: Inquiry): Findings | null {
  if (answers.printer !== null) return { tongue: 'real-time', status: statusOfAnswers(answers), hasProof, identity };
  return paper === null ? null : { tongue: 'paper-only', status: statusOfPaper(paper), hasProof, identity };
}

function isRealTime(question: Question): question is RealTimeQuestion {
  return question in REAL_TIME_QUESTIONS;
}
