import type { Repaid, SmsTexts } from '../zh/sms.ts';

export const sms: SmsTexts = {
  code: ({ code, minutes }) =>
    `[Zhanggui] Your code is ${code}, valid for ${minutes} minutes. Our staff never ask for it. Tell it to nobody.`,
  approved: ({ reference, store }) =>
    `[Zhanggui] Your application ${reference} is approved. If you have not signed yet, bring your ID card back to ${store}: the clerk cancels the old order and makes a new one and you sign there.`,
  declined: ({ reference }) =>
    `[Zhanggui] Your application ${reference} was not approved. The store can tell you why. You can pay in another way; your order is not affected.`,
  referred: ({ reference }) =>
    `[Zhanggui] A person is looking at your application ${reference}. We will send you the answer.`,
  'more-needed': ({ reference, store }) =>
    `[Zhanggui] Your application ${reference} needs one more step: bring your ID card back to ${store}. The clerk makes a new order and you verify your phone number there.`,
  contracted: ({ contractNumber, store }) =>
    `[Zhanggui] Your instalment contract ${contractNumber} is signed. You can take your goods at ${store}. Dates and amounts are in the contract.`,
  repaid: ({ amount, reference, next }) =>
    `[Zhanggui] We received your payment of ${amount} for ${reference}. ${nextWords(next)}`,
};

function nextWords(next: Repaid['next']): string {
  if (next === null) return 'Everything is paid, thank you.';
  return next.dueOn === null
    ? `${next.amount} is still overdue: please pay it soon.`
    : `Next: ${next.amount} on ${next.dueOn}.`;
}
