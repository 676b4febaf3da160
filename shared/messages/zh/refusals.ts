import { minutesOf, type RefusalText, type RefusalWords, wholeNumber, yuanOf } from '../refusal-words.ts';

/** What a person reads when something was refused: what happened, then what to do now. */
export const refusals: RefusalWords = {
  // the order
  'order-code-unreadable': () => ({
    what: '这个码读不出来。',
    next: '请对准店员给您的订单二维码再扫一次，或请店员重新出码。',
  }),
  'scan-is-payment-code': (details) => ({
    what: '这是付款码，这里用不到，也没有保存。',
    next:
      details['what'] === 'too-early'
        ? '请先照屏幕上的提示做，到付款那一步再扫。'
        : '请收好付款码，扫店员屏幕上的订单码。',
  }),
  'scan-is-goods': () => ({ what: '这是商品条码，不是订单码。', next: '请扫店员屏幕上的订单码。' }),
  'scan-is-other-code': () => ({ what: '这不是本店的订单码。', next: '请扫店员屏幕上的订单码，或请店员出码。' }),
  'order-code-forged': () => ({ what: '这个码不是本店开出的订单。', next: '请店员在收银台重新出一个订单码。' }),
  'order-code-expired': () => ({ what: '订单码已经过期。', next: '请店员重新出码，再扫一次，商品和价钱不变。' }),
  'order-not-found': () => ({ what: '没有找到这个订单。', next: '请店员确认订单还在，再重新出码。' }),
  'order-not-open': () => ({ what: '这个订单已经办理过或已取消。', next: '还想办理，请店员重新开一个订单。' }),
  'order-other-merchant': () => ({
    what: '这是另一家店的订单。',
    next: '请到开单的那家店办理，或请这里的店员重新开单。',
  }),
  'down-payment-too-high': () => ({ what: '首付超过了商品总价。', next: '请把首付改得比总价低。' }),
  'amount-out-of-range': (details) => ({
    what: `分期金额超出了可以办理的范围${range(yuanOf(details, 'minFen'), yuanOf(details, 'maxFen'))}。`,
    next: '请店员调整首付或商品。',
  }),
  'goods-not-found': () => ({ what: '没有找到这件商品。', next: '请换个名称或条码再找。' }),

  // identity
  'card-taken-away': () => ({ what: '身份证拿开得早了一点，还没有读完。', next: '请重新放上，等屏幕说读好了再拿。' }),
  'card-damaged': () => ({ what: '身份证里的芯片没有读完整。', next: '请拿起来重新放一次；还不行，请叫店员。' }),
  'card-not-genuine': () => ({ what: '读卡器没有认出这张证。', next: '请用本人的证件原件。需要帮忙请叫店员。' }),
  'card-unsupported': () => ({
    what: '现在还不能用这种证件办理。',
    next: '请换成居民身份证、港澳台居民居住证或外国人永久居留身份证，或请店员帮忙。',
  }),
  'card-expired': () => ({
    what: '这张身份证已经过了有效期。',
    next: '请换新的身份证再来办理。今天可以用别的方式付款。',
  }),
  'card-inconsistent': () => ({ what: '身份证上的信息对不上。', next: '请重新放一次；还是这样，请叫店员。' }),
  'reader-lost': () => ({ what: '读卡器断开了。', next: '请稍等，接好后会自动继续；您填的内容都在。' }),
  'reader-fault': () => ({ what: '读卡器出了点问题。', next: '请拿起身份证再放一次；还不行，请叫店员。' }),

  // devices
  'device-not-assigned': () => ({ what: '这个位置还没有指定设备。', next: '请先在列表里选一台设备。' }),
  'device-not-answering': () => ({ what: '设备没有回应。', next: '请检查电源和接线，拔下再插一次，然后重试。' }),
  'device-address-wrong': () => ({ what: '这个设备地址写得不对。', next: '请照例子再写一遍。' }),
  'device-taken': () => ({ what: '这台设备已经有别的用处了。', next: '请先在那一项里点“不用它了”。' }),
  'printer-paper-end': () => ({ what: '打印机没有纸了。', next: '请装上新纸，然后再打印一次。' }),
  'printer-cover-open': () => ({ what: '打印机的盖子开着。', next: '请把盖子合上再打印。' }),
  'printer-fault': () => ({ what: '打印机出了点问题。', next: '请关上打印机电源再打开，然后重试；还不行，请换一台。' }),
  'printer-lost': () => ({ what: '打印机断开了。', next: '请检查电源和接线，然后再打印一次。' }),

  // face
  'no-face': () => ({ what: '照片里没有看到脸。', next: '请正对屏幕，露出整张脸，再拍一次。' }),
  'several-faces': () => ({ what: '照片里不止一个人。', next: '请一个人站在屏幕前，再拍一次。' }),
  'face-too-small': () => ({ what: '照片里的脸太小了。', next: '请走近一步，再拍一次。' }),
  'picture-unreadable': () => ({ what: '照片没有拍好。', next: '请再拍一次。' }),
  'camera-unavailable': () => ({ what: '摄像头打不开。', next: '请再试一次；还不行，请叫店员看看摄像头。' }),

  // phone
  'phone-malformed': () => ({ what: '手机号不对。', next: '请输入 11 位手机号，以 1 开头。' }),
  'code-wrong': (details) => ({
    what: '验证码不对。',
    next: leftAttempts(wholeNumber(details, 'attemptsLeft')),
  }),
  'code-expired': () => ({ what: '验证码已经过期。', next: '请点“重新发送”，用新的验证码。' }),
  'code-locked': (details) => ({
    what: '验证码错了太多次，先停一停。',
    next: `请${wait(minutesOf(details, 'retryAfterSeconds'))}再试，或请店员帮忙。`,
  }),
  'code-too-soon': (details) => ({
    what: '短信刚刚发过。',
    next: `请${waitSeconds(wholeNumber(details, 'retryAfterSeconds'))}再发。`,
  }),
  'code-not-requested': () => ({ what: '还没有给这个手机号发过验证码。', next: '请先发送验证码。' }),
  'phone-not-verified': () => ({ what: '手机号还没有验证。', next: '请先用短信验证码验证手机号。' }),

  // the application
  'consent-missing': () => ({
    what: '没有这一项授权，就不能办理分期。',
    next: '您可以再看看再决定，也可以取消，用别的方式付款。',
  }),
  'not-allowed-here': (details) => notAllowedHere(details['what']),
  'application-not-found': () => ({ what: '没有找到这份申请。', next: '请核对编号，或请店员查询。' }),
  'application-not-offered': () => ({
    what: '这份申请现在没有可选的方案。',
    next: '请看屏幕上的审批结果，或请店员查询。',
  }),
  'offer-expired': () => ({ what: '方案的有效期过了。', next: '请店员重新出码，再办理一次，不收任何费用。' }),
  'plan-changed': () => ({ what: '方案有变化，刚才的签字没有生效。', next: '请重新选方案，看清楚再签。' }),
  'statement-not-read': () => ({ what: '还没有看到最后。', next: '请往下看完，再签字。' }),
  'signature-empty': () => ({ what: '还没有签名，或签得太短。', next: '请在方框里写上您的名字。' }),
  'already-signed': () => ({ what: '这份合同已经签好了。', next: '不用再签，请看合同编号。' }),

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

  // sync
  'sequence-gap': () => ({ what: '终端前面还有申请没有送到。', next: '会按顺序自动补送，不用重新办理。' }),
  'chain-broken': () => ({ what: '终端的记录顺序对不上。', next: '申请还保存着，请装机员检查这台终端。' }),
  'envelope-unreadable': () => ({ what: '服务器打不开这份申请。', next: '申请还保存着，请装机员检查这台终端。' }),
  'evidence-missing': () => ({ what: '申请的材料还没有全部送到。', next: '会自动补送，请稍等。' }),
  'content-conflict': () => ({ what: '同一个编号收到了两份不同的内容。', next: '没有重复办理，请联系客服核对。' }),
  'vault-full': () => ({
    what: '没有网络，这台终端暂存的申请已经满了。',
    next: '请等网络恢复再办理，或用别的方式付款。',
  }),
  'vault-write-failed': () => ({ what: '申请没有保存成功。', next: '请再提交一次；还不行，请叫店员。' }),

  // setting a terminal up
  'enrolment-code-wrong': () => ({ what: '这个注册码不对。', next: '请和商户后台上显示的八位数字再核对一遍。' }),
  'enrolment-code-expired': () => ({ what: '这个注册码已经过期或用过了。', next: '请在商户后台重新生成一个。' }),
  'enrolment-not-kept': () => ({
    what: '注册成功了，但没能存到这台机器上。',
    next: '请查看磁盘，再用同一个注册码试一次。',
  }),
  'setup-code-wrong': () => ({ what: '装机码不对。', next: '请再输一次；忘了请打客服电话。' }),
  'setup-locked': () => ({ what: '输错次数太多，先停一会儿。', next: '请等几分钟再试。' }),
  'setup-not-kept': () => ({ what: '设置没有存下来。', next: '请检查硬盘是不是满了，再试一次。' }),
  'setup-not-finished': () => ({ what: '还没有装好。', next: '请先把标红的几项做完。' }),
  'too-many-tries': (details) => ({
    what: '试的次数太多了。',
    next: `请${wait(minutesOf(details, 'retryAfterSeconds'))}再试。`,
  }),

  // access
  'terminal-unknown': () => ({ what: '服务器不认识这台终端。', next: '请装机员重新登记终端。' }),
  'not-permitted': () => ({ what: '您的账号不能做这件事。', next: '请让有权限的同事来做。' }),
  'not-signed-in': () => ({ what: '登录已经失效。', next: '请重新登录，再继续。' }),
  offline: () => ({ what: '现在连不上网络。', next: '请稍等再试；您填的内容都在。' }),
  'server-fault': () => ({ what: '服务器出了点问题，这不是您的原因。', next: '请稍后再试一次；您填的内容都在。' }),
};

function notAllowedHere(what: string | number | undefined): RefusalText {
  if (what === 'scan') return { what: '现在已经在办理一个订单。', next: '要换订单，请先按“取消”，再扫新的码。' };
  if (what === 'repaying') return { what: '现在正在还款。', next: '要买东西办分期，请先按“取消”，再扫订单码。' };
  return { what: '这一步现在做不了。', next: '请照着屏幕上的提示继续。' };
}

function range(least: string | null, most: string | null): string {
  if (least && most) return `（${least} 到 ${most}）`;
  if (most) return `（最多 ${most}）`;
  return least ? `（最少 ${least}）` : '';
}

function leftAttempts(left: number | null): string {
  const look = '请看清短信里的 6 位数字，再输一次';
  return left === null ? `${look}。` : `${look}，还可以试 ${left} 次。`;
}

function wait(minutes: number | null): string {
  return minutes === null ? '过一会儿' : `过 ${minutes} 分钟`;
}

function waitSeconds(seconds: number | null): string {
  return seconds === null ? '过一会儿' : `过 ${seconds} 秒`;
}
