import { yuanOf, type RefusalWords } from '../refusal-words.ts';

/** What is refused about loans after they were made, and about repaying at the counter. */
export const loanRefusals = {
  // the loan
  'loan-not-found': () => ({ what: '找不到这笔借款。', next: '请核对编号后再查一次。' }),
  'loan-changed': () => ({ what: '这笔借款刚刚有了变动。', next: '请看过最新的情况，再做一次。' }),
  'loan-not-open': () => ({ what: '这笔借款现在的状态不能这样处理。', next: '请先看借款的状态和明细。' }),
  'value-date-in-future': () => ({ what: '入账日不能晚于今天的营业日。', next: '请选营业日当天或更早的日期。' }),
  'value-date-too-early': () => ({ what: '入账日早于放款日。', next: '请选放款日当天或以后的日期。' }),
  'amount-above-paid': (details) => {
    const most = yuanOf(details, 'mostFen');
    return {
      what: most === null ? '金额超过了可以处理的数额。' : `金额超过了可以处理的数额，最多 ${most}。`,
      next: '请改小金额后再试。',
    };
  },
  'credit-balance-too-low': (details) => {
    const most = yuanOf(details, 'mostFen');
    return {
      what: most === null ? '顾客没有这么多多还的钱。' : `顾客多还的钱只有 ${most}。`,
      next: '请按多还的数额退。',
    };
  },
  'charge-above-ceiling': () => ({ what: '加上这笔费用，综合成本会超过年化上限。', next: '请减少费用，或者不收。' }),
  'rate-above-ceiling': () => ({ what: '这个利率超过年化上限。', next: '请改低利率。' }),
  'transaction-not-found': () => ({ what: '借款里没有这笔交易。', next: '请在交易明细里重新选择。' }),
  'not-undoable': () => ({ what: '这笔交易不能撤销，或已经撤销过。', next: '请在交易明细里核对。' }),
  'schedule-not-possible': () => ({ what: '按这些条件排不出还款计划。', next: '请改日期、期数或利率后再试。' }),
  'day-already-closed': () => ({ what: '这个营业日已经日终。', next: '请刷新页面，看现在的营业日。' }),
  'closing-under-way': () => ({ what: '日终正在进行。', next: '请等它结束再做。' }),

  // repaying at the counter
  'repayment-not-found': () => ({
    what: '没有找到可以还的借款。',
    next: '请核对编号和手机号后四位，编号在回执和短信上。',
  }),
  'repayment-amount-changed': () => ({ what: '应还金额刚刚有变动。', next: '请看新的金额，再付款。没有扣款。' }),
  'repayment-nothing-due': () => ({ what: '这笔借款已经没有要还的了。', next: '您不需要付款。' }),
  'scan-has-no-reference': () => ({
    what: '这个码里没有编号。',
    next: '请扫分期凭条上的二维码，或者自己输入编号。',
  }),
  'payment-code-wanted': () => ({ what: '这不是付款码。', next: '请打开微信或支付宝的付款码，对准扫码口。' }),
  'payment-refused': (details) =>
    details['what'] === 'not-arrived'
      ? { what: '刚才的付款没有送到，没有扣款。', next: '请再打开付款码，对准扫码口。' }
      : { what: '付款没有成功，没有扣款。', next: '请换一种付款方式，或稍后再试。' },
  'payment-service-silent': () => ({
    what: '付款还没有回音，不知道有没有扣款。',
    next: '请不要再付一次。屏幕会自己更新，结果也会发短信给您。',
  }),
} satisfies Partial<RefusalWords>;
