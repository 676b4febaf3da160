import { z } from 'zod';
import { isCalendarDate, type CalendarDate } from '../calendar/date.ts';
import { isMobileNumber } from '../identity/phone.ts';
import { LANGUAGES } from '../messages/language.ts';
import { fen, type Fen } from '../money/fen.ts';

/** The small types of the wire: parsed once at the edge, trusted inside. */
export const fenSchema = z
  .int()
  .min(-1_000_000_000_00)
  .max(1_000_000_000_00)
  .transform((amount): Fen => fen(amount));
export const amountSchema = z
  .int()
  .min(0)
  .max(1_000_000_000_00)
  .transform((amount): Fen => fen(amount));
export const dateSchema = z
  .string()
  .refine((text): text is CalendarDate => isCalendarDate(text), 'YYYY-MM-DD')
  .transform((text): CalendarDate => text);
export const idSchema = z.uuid();
/** An instant: milliseconds since the epoch, UTC. */
export const instantSchema = z.int().min(0);
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const base64Schema = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
export const languageSchema = z.enum(LANGUAGES);
export const phoneSchema = z.string().refine(isMobileNumber, 'phone');
