import { sms as en } from './en/sms.ts';
import type { Language } from './language.ts';
import { sms as zh, type SmsTexts } from './zh/sms.ts';

export const smsIn: Record<Language, SmsTexts> = { zh, en };
