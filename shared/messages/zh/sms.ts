/**
 * Short messages to shoppers. No reason and no link, and an amount only where money was taken: others may read the
 * screen of a phone.
 */
export const sms = {
  code: ({ code, minutes }: { code: string; minutes: number }): string =>
    `【掌柜】验证码 ${code}，${minutes} 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。`,
  approved: ({ reference, store }: { reference: string; store: string }): string =>
    `【掌柜】您的申请 ${reference} 已通过。若还没有签约，请带身份证回${store}，请店员取消原单、重新出单，当场办理签约。`,
  declined: ({ reference }: { reference: string }): string =>
    `【掌柜】您的申请 ${reference} 未通过，原因可在门店查询。您可以选择其他付款方式，订单不受影响。`,
  referred: ({ reference }: { reference: string }): string =>
    `【掌柜】您的申请 ${reference} 正在人工审核，有结果会短信通知您。`,
  'more-needed': ({ reference, store }: { reference: string; store: string }): string =>
    `【掌柜】您的申请 ${reference} 还差一步：请带身份证回${store}，请店员取消原单、重新出单，当场验证手机号。`,
  contracted: ({ contractNumber, store }: { contractNumber: string; store: string }): string =>
    `【掌柜】您的分期合同 ${contractNumber} 已签好，可以在${store}拿商品。每期还款日和金额以合同为准。`,
  repaid: ({ amount, reference, next }: Repaid): string =>
    `【掌柜】收到您的还款 ${amount}，编号 ${reference}。${nextWords(next)}`,
};

/** `next` is null once nothing is owed any more, and its day is null where all that is left is overdue. */
export interface Repaid {
  amount: string;
  reference: string;
  next: { amount: string; dueOn: string | null } | null;
}

function nextWords(next: Repaid['next']): string {
  if (next === null) return '已全部还清，谢谢。';
  return next.dueOn === null
    ? `还有 ${next.amount} 已逾期，请尽快还。`
    : `下一次还款日 ${next.dueOn}，应还 ${next.amount}。`;
}

export type SmsTexts = typeof sms;
