import { minutesOf, type RefusalText, type RefusalWords, wholeNumber, yuanOf } from '../refusal-words.ts';
import { loanRefusals } from './refusals-loans.ts';
import { terminalRefusals } from './refusals-terminal.ts';
import { wait, waitSeconds } from './waiting.ts';

/** What a person reads when something was refused: what happened, then what to do now. */
export const refusals: RefusalWords = {
  ...loanRefusals,
  ...terminalRefusals,

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
