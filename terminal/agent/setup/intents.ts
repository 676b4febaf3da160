import { z } from 'zod';
import { SCANNER_PROTOCOLS } from '#hardware/index.ts';
import { languageSchema } from '#shared/wire/scalars.ts';
import { SETUP_STEPS } from './snapshot.ts';

const codeSchema = z.string().regex(/^\d{6}$/);
const addressSchema = z.string().min(1).max(300);

/** What a technician can want. Parsed at the agent's door; whether it is allowed now, the setup's table says. */
export const setupIntentSchema = z.discriminatedUnion('kind', [
  /** The hidden corner was touched; only from the idle screen. */
  z.object({ kind: z.literal('knock') }),
  z.object({ kind: z.literal('unlock'), code: codeSchema }),
  /** The code that opens the wizard from now on. */
  z.object({ kind: z.literal('set-code'), code: codeSchema }),
  z.object({ kind: z.literal('go'), step: z.enum(SETUP_STEPS) }),
  z.object({ kind: z.literal('look-again') }),
  z.object({
    kind: z.literal('assign'),
    role: z.enum(['reader', 'scanner', 'printer']),
    /** Null takes the role away. */
    address: addressSchema.nullable(),
    protocol: z.enum(SCANNER_PROTOCOLS).optional(),
    widthMm: z.union([z.literal(58), z.literal(80)]).optional(),
  }),
  z.object({ kind: z.literal('choose-camera'), label: z.string().max(200) }),
  z.object({ kind: z.literal('test'), role: z.enum(['reader', 'scanner', 'printer']) }),
  /** What only a person sees: the paper has the words on it, the picture shows the room. */
  z.object({
    kind: z.literal('say-test'),
    role: z.enum(['printer', 'camera']),
    passed: z.boolean(),
    picture: z.object({ width: z.int().min(0), height: z.int().min(0) }).optional(),
  }),
  z.object({ kind: z.literal('skip'), role: z.enum(['reader', 'scanner', 'printer', 'camera']) }),
  z.object({ kind: z.literal('check-machine') }),
  z.object({ kind: z.literal('enrol'), code: z.string().regex(/^\d{8}$/) }),
  z.object({ kind: z.literal('set-language'), language: languageSchema }),
  /** Back to the counter's work; only when enrolled. */
  z.object({ kind: z.literal('close') }),
]);
export type SetupIntent = z.infer<typeof setupIntentSchema>;
