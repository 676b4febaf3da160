import { minutesOf, type RefusalText, type RefusalWords, wholeNumber, yuanOf } from '../refusal-words.ts';
import { loanRefusals } from './refusals-loans.ts';
import { terminalRefusals } from './refusals-terminal.ts';
import { wait, waitSeconds } from './waiting.ts';

export const refusals: RefusalWords = {
  ...loanRefusals,
  ...terminalRefusals,

  // the order
  'order-code-unreadable': () => ({
    what: 'This code cannot be read.',
    next: 'Please scan the order code on the shop’s screen again, or ask staff for a new one.',
  }),
  'scan-is-payment-code': (details) => ({
    what: 'This is a payment code. It is not used here and was not kept.',
    next:
      details['what'] === 'too-early'
        ? 'Please follow the words on the screen; it is scanned at the step for paying.'
        : 'Please put it away and scan the order code on the shop’s screen.',
  }),
  'scan-is-goods': () => ({
    what: 'This is a product’s bar code, not an order code.',
    next: 'Please scan the order code on the shop’s screen.',
  }),
  'scan-is-other-code': () => ({
    what: 'This is not an order code of this shop.',
    next: 'Please scan the order code on the shop’s screen, or ask staff for one.',
  }),
  'order-code-forged': () => ({
    what: 'This code is not an order of this shop.',
    next: 'Please ask staff for a new order code.',
  }),
  'order-code-expired': () => ({
    what: 'This order code has expired.',
    next: 'Please ask staff for a new code. Goods and price stay the same.',
  }),
  'order-not-found': () => ({
    what: 'This order was not found.',
    next: 'Please ask staff to check the order and show a new code.',
  }),
  'order-not-open': () => ({
    what: 'This order has already been used or was cancelled.',
    next: 'To go on, please ask staff to make a new order.',
  }),
  'order-other-merchant': () => ({
    what: 'This order belongs to another shop.',
    next: 'Please go to that shop, or ask staff here for a new order.',
  }),
  'down-payment-too-high': () => ({
    what: 'The down payment is more than the price.',
    next: 'Please make it less than the price.',
  }),
  'amount-out-of-range': (details) => ({
    what: `The amount is outside what can be paid in instalments${range(yuanOf(details, 'minFen'), yuanOf(details, 'maxFen'))}.`,
    next: 'Please ask staff to change the down payment or the goods.',
  }),
  'goods-not-found': () => ({ what: 'These goods were not found.', next: 'Please try another name or barcode.' }),

  // identity
  'card-taken-away': () => ({
    what: 'The card was taken away a little early.',
    next: 'Please put it back and leave it until the screen says it has been read.',
  }),
  'card-damaged': () => ({
    what: 'The chip in the card was not read completely.',
    next: 'Please lift the card and put it down again, or ask staff.',
  }),
  'card-not-genuine': () => ({
    what: 'The reader did not recognise this card.',
    next: 'Please use your own original ID card. Staff can help.',
  }),
  'card-unsupported': () => ({
    what: 'This kind of document cannot be used yet.',
    next: 'Please use a resident ID card, a residence permit of Hong Kong, Macau or Taiwan residents, or a foreign permanent resident ID card, or ask staff.',
  }),
  'card-expired': () => ({
    what: 'This ID card is no longer valid.',
    next: 'Please come again with your new card. Today you can pay another way.',
  }),
  'card-inconsistent': () => ({
    what: 'The details on the card do not agree.',
    next: 'Please put the card down again; if this stays, ask staff.',
  }),
  'reader-lost': () => ({
    what: 'The card reader is disconnected.',
    next: 'Please wait. It goes on by itself, and nothing you entered is lost.',
  }),
  'reader-fault': () => ({
    what: 'The card reader has a problem.',
    next: 'Please lift the card and put it down again, or ask staff.',
  }),

  // face
  'no-face': () => ({
    what: 'No face was seen in the picture.',
    next: 'Please face the screen so that your whole face shows, and try again.',
  }),
  'several-faces': () => ({
    what: 'There is more than one person in the picture.',
    next: 'Please stand alone in front of the screen and try again.',
  }),
  'face-too-small': () => ({
    what: 'The face in the picture is too small.',
    next: 'Please come one step closer and try again.',
  }),
  'picture-unreadable': () => ({ what: 'The picture did not come out.', next: 'Please take it again.' }),
  'camera-unavailable': () => ({
    what: 'The camera cannot be opened.',
    next: 'Please try again; if it stays like this, ask staff to look at the camera.',
  }),

  // phone
  'phone-malformed': () => ({
    what: 'This is not a mobile number.',
    next: 'Please enter the 11 digits of your mobile number; it starts with 1.',
  }),
  'code-wrong': (details) => ({ what: 'The code is wrong.', next: leftAttempts(wholeNumber(details, 'attemptsLeft')) }),
  'code-expired': () => ({ what: 'The code has expired.', next: 'Please press “Send again” and use the new code.' }),
  'code-locked': (details) => ({
    what: 'The code was wrong too many times.',
    next: `Please try again ${wait(minutesOf(details, 'retryAfterSeconds'))}, or ask staff.`,
  }),
  'code-too-soon': (details) => ({
    what: 'A message has just been sent.',
    next: `Please ask for another ${waitSeconds(wholeNumber(details, 'retryAfterSeconds'))}.`,
  }),
  'code-not-requested': () => ({
    what: 'No code has been sent to this number yet.',
    next: 'Please have a code sent first.',
  }),
  'phone-not-verified': () => ({
    what: 'The phone number is not verified yet.',
    next: 'Please verify it first with the code from the message.',
  }),

  // the application
  'consent-missing': () => ({
    what: 'Without this consent the purchase cannot be paid in instalments.',
    next: 'You may read it again, or cancel and pay another way.',
  }),
  'not-allowed-here': (details) => notAllowedHere(details['what']),
  'application-not-found': () => ({
    what: 'This application was not found.',
    next: 'Please check the reference, or ask staff.',
  }),
  'application-not-offered': () => ({
    what: 'There are no plans for this application now.',
    next: 'Please look at the answer on the screen, or ask staff.',
  }),
  'offer-expired': () => ({
    what: 'The offer has expired.',
    next: 'Please ask staff for a new code and start again. It costs nothing.',
  }),
  'plan-changed': () => ({
    what: 'The plan has changed; your signature was not used.',
    next: 'Please choose a plan again and read it before signing.',
  }),
  'statement-not-read': () => ({
    what: 'You have not seen the end yet.',
    next: 'Please read down to the end, then sign.',
  }),
  'signature-empty': () => ({
    what: 'There is no signature, or it is too short.',
    next: 'Please write your name in the box.',
  }),
  'already-signed': () => ({
    what: 'This contract is already signed.',
    next: 'You need not sign again; see the contract number.',
  }),

  // access
  'terminal-unknown': () => ({
    what: 'The server does not know this terminal.',
    next: 'A technician must enrol it again.',
  }),
  'not-permitted': () => ({
    what: 'Your account may not do this.',
    next: 'Please ask a colleague who is permitted to.',
  }),
  'not-signed-in': () => ({ what: 'You are no longer signed in.', next: 'Please sign in again to go on.' }),
  offline: () => ({
    what: 'There is no connection now.',
    next: 'Please wait a moment and try again; nothing you entered is lost.',
  }),
  'server-fault': () => ({
    what: 'The server has a problem. This is not your fault.',
    next: 'Please try again in a moment; nothing you entered is lost.',
  }),
};

function notAllowedHere(what: string | number | undefined): RefusalText {
  if (what === 'scan') {
    const next = 'To change it, press “Cancel” first, then scan the new code.';
    return { what: 'Another order is already in hand.', next };
  }
  if (what === 'repaying') {
    const next = 'To buy in instalments, press “Cancel” first, then scan the order code.';
    return { what: 'You are repaying just now.', next };
  }
  return { what: 'This cannot be done now.', next: 'Please follow the words on the screen.' };
}

function range(least: string | null, most: string | null): string {
  if (least && most) return ` (${least} to ${most})`;
  if (most) return ` (at most ${most})`;
  return least ? ` (at least ${least})` : '';
}

function leftAttempts(left: number | null): string {
  const look = 'Please look at the 6 digits in the message and enter them again';
  if (left === null) return `${look}.`;
  return `${look}. ${left} ${left === 1 ? 'try' : 'tries'} left.`;
}
