/** Rounds of questions to a printer (protocols 3.3): what is asked next, and what the answers say. Pure. */
import type { IdentityQuestion, RealTimeQuestion } from './commands.ts';
import { ASK_PAPER_OLD, INITIALISE, REAL_TIME_QUESTIONS, askIdentity, askProof, askRealTime } from './commands.ts';
import type { PrinterStatus } from './printer.ts';
import type { Reply } from './replies.ts';
import type { RealTimeAnswers } from './status.ts';
import { statusOfAnswers, statusOfPaper } from './status.ts';

/** Which questions a printer answers. `paper-only`: an old clone that knows ESC v and no DLE EOT. */
export type Tongue = 'real-time' | 'paper-only' | 'mute';

/** `first`: how are you, in both tongues at once. `status`: how are you. `who`: who are you, and what do you know. */
export type Topic = 'first' | 'status' | 'who';

export type Question = 'hello' | RealTimeQuestion | 'paper-only' | 'proof' | IdentityQuestion;

export interface Inquiry {
  readonly topic: Topic;
  readonly question: Question;
  readonly answers: RealTimeAnswers;
  readonly paper: number | null;
  readonly hasProof: boolean;
  readonly identity: Readonly<Partial<Record<IdentityQuestion, string>>>;
}

export interface Findings {
  readonly tongue: Tongue;
  readonly status: PrinterStatus;
}

/** The proof that is asked for on trial. */
const TRIAL_ID = 'open';
const NOT_ASKED: RealTimeAnswers = { printer: null, 'offline-cause': null, error: null, paper: null };
const FIRST_QUESTIONS = { first: 'hello', status: 'printer', who: 'proof' } as const;

/** `tongue`: a printer known to be an old clone is asked in its own way. */
export function beginInquiry(topic: Topic, tongue: Tongue): Inquiry {
  const isOld = topic === 'status' && tongue === 'paper-only';
  const question = isOld ? 'paper-only' : FIRST_QUESTIONS[topic];
  return { topic, question, answers: NOT_ASKED, paper: null, hasProof: false, identity: {} };
}

export function bytesOfQuestion(question: Question): Uint8Array {
  if (isRealTime(question)) return askRealTime(question);
  // Printers that do not know what follows take it for text; initialised at once, they forget it before it is printed.
  switch (question) {
    case 'hello':
      return Buffer.concat([askRealTime('printer'), ASK_PAPER_OLD, INITIALISE]);
    case 'paper-only':
      return ASK_PAPER_OLD;
    case 'proof':
      return Buffer.concat([askProof(TRIAL_ID), INITIALISE]);
    case 'maker':
    case 'model':
    case 'firmware':
      return Buffer.concat([askIdentity(question), INITIALISE]);
  }
}

/** A question that a printer of this tongue never leaves unanswered: it is asked twice. */
export function isKeyQuestion({ question }: Inquiry): boolean {
  return question === 'printer' || question === 'paper-only';
}

/** The inquiry with this reply worked in, or null if it is no answer to its question. */
export function answered(inquiry: Inquiry, reply: Reply): Inquiry | null {
  const { question } = inquiry;
  const realTime = question === 'hello' ? 'printer' : question;
  if (reply.kind === 'real-time' && isRealTime(realTime))
    return { ...inquiry, answers: { ...inquiry.answers, [realTime]: reply.bits } };
  switch (question) {
    case 'hello':
    case 'paper-only':
      return reply.kind === 'paper' ? { ...inquiry, paper: reply.bits } : null;
    case 'proof':
      return reply.kind === 'proof' && reply.id === TRIAL_ID ? { ...inquiry, hasProof: true } : null;
    case 'maker':
    case 'model':
    case 'firmware':
      if (reply.kind !== 'identity') return null;
      return { ...inquiry, identity: { ...inquiry.identity, [question]: reply.text } };
    default:
      return null;
  }
}

/** A printer that has answered in the old tongue may yet answer in the better one. */
export function isWaitingForMore({ question, answers }: Inquiry): boolean {
  return question === 'hello' && answers.printer === null;
}

/** What to ask after this question was answered or given up, or null if that was all. */
export function nextQuestion({ question, answers, identity }: Inquiry): Question | null {
  switch (question) {
    case 'hello':
    case 'printer':
      return answers.printer === null ? null : 'offline-cause';
    case 'offline-cause':
      return ((answers['offline-cause'] ?? 0) & 0x40) === 0 ? 'paper' : 'error';
    case 'error':
      return 'paper';
    case 'proof':
      return 'maker';
    // Who does not say who made it says nothing of the rest.
    case 'maker':
      return identity.maker === undefined ? null : 'model';
    case 'model':
      return 'firmware';
    case 'paper':
    case 'paper-only':
    case 'firmware':
      return null;
  }
}

/** Null: the printer answered nothing. */
export function findingsOf({ answers, paper }: Inquiry): Findings | null {
  if (answers.printer !== null) return { tongue: 'real-time', status: statusOfAnswers(answers) };
  return paper === null ? null : { tongue: 'paper-only', status: statusOfPaper(paper) };
}

function isRealTime(question: Question): question is RealTimeQuestion {
  return question in REAL_TIME_QUESTIONS;
}
