/** Short messages to shoppers. No amount, no reason and no link: others may read the screen of a phone. */
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
};
export type SmsTexts = typeof sms;
