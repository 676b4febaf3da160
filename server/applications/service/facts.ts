import { checkCard, type CardWarning } from '#shared/identity/card-checks.ts';
import { shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import type { Language } from '#shared/messages/language.ts';
import { REQUIRED_CONSENTS } from '#shared/wire/application.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { findHistory, type History } from '../store/application.ts';
import { openApplication } from './person.ts';

/** What the rules about a person need of the sealed part, and no more. */
export interface PersonFacts {
  birth: CalendarDate;
  validTo: CalendarDate | 'long-term';
  /** The terminal's warnings and our own of today: a terminal can't talk an alarm away. */
  warnings: CardWarning[];
  faceMatching: 'not-checked';
  faceLiveness: 'not-checked';
}

export async function personFacts(platform: Platform, tx: Tx, applicationId: string): Promise<PersonFacts> {
  const { identity, face } = await openApplication(platform, tx, applicationId);
  const own = checkCard(identity, shanghaiDate(platform.now()));
  return {
    birth: identity.birth,
    validTo: identity.validTo,
    warnings: [...new Set([...own, ...identity.warnings])],
    faceMatching: face.matching,
    faceLiveness: face.liveness,
  };
}

export async function historyOf(tx: Tx, applicationId: string): Promise<History> {
  return findHistory(tx, applicationId, REQUIRED_CONSENTS);
}

/** Who signs: for the contract alone. */
export async function borrowerOf(
  platform: Platform,
  tx: Tx,
  applicationId: string,
): Promise<{ name: string; number: string }> {
  const { identity } = await openApplication(platform, tx, applicationId);
  return { name: identity.name, number: identity.number };
}

/** Where to send the answer: for the message alone. */
export async function contactOf(
  platform: Platform,
  tx: Tx,
  applicationId: string,
): Promise<{ phone: string; language: Language }> {
  const { phone, language } = await openApplication(platform, tx, applicationId);
  return { phone, language };
}
