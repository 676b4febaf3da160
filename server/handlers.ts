import { formatDate } from '#shared/calendar/format.ts';
import { smsIn } from '#shared/messages/sms.ts';
import { formatYuan } from '#shared/money/fen.ts';
import { contactOf, findApplication, withdrawCancelled } from './applications/index.ts';
import { decide } from './decision/index.ts';
import { disburseDelivered, paidRepayment, receiptOf, settleDelivered } from './lending/index.ts';
import { merchantNames } from './merchants/index.ts';
import type { Platform } from './platform/context.ts';
import { PLATFORM, type Tx } from './platform/database.ts';
import type { Handlers } from './platform/dispatcher.ts';
import type { Event } from './platform/events.ts';
import type { Sms, SmsPort } from './platform/sms.ts';

export interface HandlerPorts {
  sms: SmsPort;
}

/** Who listens to which event. */
export function eventHandlers(platform: Platform, ports: HandlerPorts): Handlers {
  return {
    'application.received': { kind: 'inside', handle: (tx, event) => decide(platform, tx, event) },
    'application.decided': {
      kind: 'outside',
      handle: async (event) => ports.sms.send(await decisionMessage(platform, event)),
    },
    'loan.booked': {
      kind: 'outside',
      handle: async (event) => ports.sms.send(await contractMessage(platform, event)),
    },
    'repayment.paid': {
      kind: 'outside',
      handle: async (event) => ports.sms.send(await repaymentMessage(platform, event)),
    },
    'order.cancelled': {
      kind: 'inside',
      handle: (tx, event) => withdrawCancelled(platform, tx, event.payload.orderId),
    },
    'order.delivered': {
      kind: 'inside',
      handle: async (tx, event) => {
        await settleDelivered(platform, tx, event);
        await disburseDelivered(platform, tx, event.payload.orderId);
      },
    },
  };
}

/**
 * The answer by SMS, for every decision: whether the shopper still stands before the screen is something the server
 * can't know. The event's id is the message's, so that a repeat after a crash is the same message.
 */
function decisionMessage(platform: Platform, event: Event<'application.decided'>): Promise<Sms> {
  const { applicationId, outcome } = event.payload;
  return platform.db.transaction(PLATFORM, async (tx) => {
    const { application, store, phone, language } = await addressee(platform, tx, applicationId);
    return { id: event.id, phone, text: smsIn[language][outcome]({ reference: application.reference, store }) };
  });
}

/** The contract stands: for who left the counter while the line was down, and as a record for all others. */
function contractMessage(platform: Platform, event: Event<'loan.booked'>): Promise<Sms> {
  const { applicationId } = event.payload;
  return platform.db.transaction(PLATFORM, async (tx) => {
    const { store, phone, language } = await addressee(platform, tx, applicationId);
    const receipt = await receiptOf(tx, applicationId);
    if (!receipt) throw new Error('A booked loan has its receipt.');
    return { id: event.id, phone, text: smsIn[language].contracted({ contractNumber: receipt.contractNumber, store }) };
  });
}

/** Money was taken: how much, for what, and what comes next. In the language that was chosen for paying. */
function repaymentMessage(platform: Platform, event: Event<'repayment.paid'>): Promise<Sms> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const { applicationId, reference, amountFen, after, language } = await paidRepayment(tx, event.payload.repaymentId);
    const { phone } = await contactOf(platform, tx, applicationId);
    const dueOn = after.nextDueOn === null ? null : formatDate(after.nextDueOn, language);
    const next = after.settled ? null : { amount: formatYuan(after.nextFen), dueOn };
    const text = smsIn[language].repaid({ amount: formatYuan(amountFen), reference, next });
    return { id: event.id, phone, text };
  });
}

async function addressee(platform: Platform, tx: Tx, applicationId: string) {
  const application = await findApplication(tx, applicationId);
  if (!application) throw new Error('An event names an application that exists.');
  const names = await merchantNames(tx, application);
  if (!names) throw new Error('An application was made in a store.');
  const { phone, language } = await contactOf(platform, tx, applicationId);
  return { application, store: names.store, phone, language };
}
