import { minutesOf, type RefusalWords } from '../refusal-words.ts';
import { wait } from './waiting.ts';

/** What is refused about a terminal itself: its devices, its queue, its setting up. */
export const terminalRefusals = {
  // devices
  'device-not-assigned': () => ({ what: '这个位置还没有指定设备。', next: '请先在列表里选一台设备。' }),
  'device-not-answering': () => ({ what: '设备没有回应。', next: '请检查电源和接线，拔下再插一次，然后重试。' }),
  'device-address-wrong': () => ({ what: '这个设备地址写得不对。', next: '请照例子再写一遍。' }),
  'device-taken': () => ({ what: '这台设备已经有别的用处了。', next: '请先在那一项里点“不用它了”。' }),
  'printer-paper-end': () => ({ what: '打印机没有纸了。', next: '请装上新纸，然后再打印一次。' }),
  'printer-cover-open': () => ({ what: '打印机的盖子开着。', next: '请把盖子合上再打印。' }),
  'printer-fault': () => ({ what: '打印机出了点问题。', next: '请关上打印机电源再打开，然后重试；还不行，请换一台。' }),
  'printer-lost': () => ({ what: '打印机断开了。', next: '请检查电源和接线，然后再打印一次。' }),
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
} satisfies Partial<RefusalWords>;
