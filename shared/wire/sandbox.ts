import { z } from 'zod';
import { idSchema, instantSchema } from './scalars.ts';

/** The sandbox tray's view of the simulated devices: the control API of the simulators, as the server passes it on. */
export const DEVICES = ['reader', 'scanner'] as const;
export const simulatedCard = z.object({
  id: z.string(),
  label: z.string(),
  name: z.string(),
  birth: z.string(),
  note: z.string(),
});
export type SimulatedCard = z.infer<typeof simulatedCard>;
export const devicesState = z.object({
  reader: z.object({ plugged: z.boolean(), card: z.object({ id: z.string(), label: z.string() }).nullable() }),
  scanner: z.object({ plugged: z.boolean() }),
});
export type DevicesState = z.infer<typeof devicesState>;

export const SANDBOX_PAYMENTS = ['pays', 'not-enough-money', 'answers-late', 'never-answers'] as const;
export type SandboxPayment = (typeof SANDBOX_PAYMENTS)[number];

/** Payment codes of a made-up wallet: their last two digits tell the sandbox's payment service what to do. */
export const SANDBOX_PAYMENT_CODES: Readonly<Record<SandboxPayment, string>> = {
  pays: '134500112233440010',
  'not-enough-money': '134500112233440051',
  'answers-late': '134500112233440008',
  'never-answers': '134500112233440099',
};

/** A short message as the sandbox's SMS gateway took it. */
export const sandboxMessage = z.object({ id: idSchema, phone: z.string(), text: z.string(), sentAt: instantSchema });
export type SandboxMessage = z.infer<typeof sandboxMessage>;
