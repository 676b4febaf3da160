import { payments as en } from './en/payments.ts';
import type { Language } from './language.ts';
import { payments as zh, type PaymentsTexts } from './zh/payments.ts';

export const paymentsIn: Record<Language, PaymentsTexts> = { zh, en };
