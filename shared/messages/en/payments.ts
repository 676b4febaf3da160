import type { PaymentsTexts } from '../zh/payments.ts';

export const payments: PaymentsTexts = {
  subject: ({ reference }) => `Instalment payment ${reference}`,
};
