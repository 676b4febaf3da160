import type { ReasonCode } from '../../wire/decision.ts';

/** Why an application was decided so: for the shopper at the counter, and for who reviews it. */
export interface ReasonText {
  shopper: string;
  reviewer: string;
}
export type ReasonWords = Record<ReasonCode, ReasonText>;

export const reasons: ReasonWords = {
  underage: { shopper: '年龄还没有到可以办理的下限。', reviewer: '申请人年龄低于产品下限。' },
  'over-age': { shopper: '年龄超过了这个产品的上限。', reviewer: '申请人年龄高于产品上限。' },
  'document-invalid': { shopper: '身份证上的信息需要核对。', reviewer: '证件号码或卡面字段校验不通过。' },
  'document-expired': { shopper: '身份证已经过了有效期。', reviewer: '证件已过有效期。' },
  'open-application': { shopper: '您还有一份申请正在办理。', reviewer: '同一证件有未了结的申请。' },
  'too-many-from-terminal': {
    shopper: '这台终端今天的申请较多，需要工作人员看一看。',
    reviewer: '该终端在时间窗内的申请次数超限。',
  },
  'too-many-from-phone': {
    shopper: '这个手机号最近的申请较多。',
    reviewer: '该手机号在时间窗内的申请次数超限。',
  },
  'phone-unverified': { shopper: '手机号还没有验证。', reviewer: '手机号未经短信验证（离线办理）。' },
  'amount-above-limit': {
    shopper: '这次的金额超过了可以给您的额度。',
    reviewer: '分期金额高于核定额度。',
  },
  'score-below-cutoff': {
    shopper: '按现在的资料综合评估，没有达到要求。',
    reviewer: '评分低于准入线。',
  },
  'score-borderline': {
    shopper: '按现在的资料，需要工作人员再看一看。',
    reviewer: '评分处于人工审核区间。',
  },
  'income-stable': { shopper: '收入情况比较稳定。', reviewer: '收入档位与职业稳定，评分加分项。' },
  'income-low-for-amount': {
    shopper: '和收入相比，这次的金额偏大。',
    reviewer: '分期金额相对收入档位偏高。',
  },
  'face-not-checked': {
    shopper: '照片还没有和身份证比对，需要人工看一看。',
    reviewer: '人脸比对与活体检测均未进行（本版本不检测）。',
  },
  'consent-missing': { shopper: '缺少必要的授权。', reviewer: '必要授权缺失。' },
  'amount-out-of-product': {
    shopper: '这次的金额不在这个产品的范围内。',
    reviewer: '分期金额超出产品上下限。',
  },
};
