import type { SmsTexts } from '../zh/sms.ts';

export const sms: SmsTexts = {
  code: ({ code, minutes }) =>
    `[Zhanggui] Your code is ${code}, valid for ${minutes} minutes. Our staff never ask for it. Tell it to nobody.`,
  approved: ({ reference, store }) =>
    `[Zhanggui] Your application ${reference} is approved. Bring your ID card to ${store} and scan the order code again to choose a plan and sign.`,
  declined: ({ reference }) =>
    `[Zhanggui] Your application ${reference} was not approved. The store can tell you why. You can pay in another way; your order is not affected.`,
  referred: ({ reference }) =>
    `[Zhanggui] A person is looking at your application ${reference}. We will send you the answer.`,
  'more-needed': ({ reference, store }) =>
    `[Zhanggui] Your application ${reference} needs one more step: please verify your phone number at ${store}.`,
};
