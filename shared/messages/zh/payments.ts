/** What a shopper reads in the wallet, beside the amount. */
export const payments = {
  subject: ({ reference }: { reference: string }): string => `分期还款 ${reference}`,
};
export type PaymentsTexts = typeof payments;
