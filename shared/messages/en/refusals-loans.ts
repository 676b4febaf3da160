import { yuanOf, type RefusalWords } from '../refusal-words.ts';

/** What is refused about loans after they were made, and about repaying at the counter. */
export const loanRefusals = {
  // the loan
  'loan-not-found': () => ({ what: 'There is no such loan.', next: 'Please check the number and look again.' }),
  'loan-changed': () => ({
    what: 'This loan has just changed.',
    next: 'Please look at it as it is now, then do it again.',
  }),
  'loan-not-open': () => ({
    what: 'This cannot be done to the loan as it stands.',
    next: 'Please look at its status and its transactions first.',
  }),
  'value-date-in-future': () => ({
    what: 'The value date cannot be after the business day.',
    next: 'Please choose the business day or an earlier one.',
  }),
  'value-date-too-early': () => ({
    what: 'The value date is before the loan was paid out.',
    next: 'Please choose the day of the payout or a later one.',
  }),
  'amount-above-paid': (details) => {
    const most = yuanOf(details, 'mostFen');
    return {
      what: most === null ? 'The amount is more than can be handled.' : `The amount is more than the ${most} there is.`,
      next: 'Please enter a smaller amount.',
    };
  },
  'credit-balance-too-low': (details) => {
    const most = yuanOf(details, 'mostFen');
    return {
      what: most === null ? 'The shopper has not overpaid that much.' : `The shopper has overpaid only ${most}.`,
      next: 'Please give back what was overpaid.',
    };
  },
  'charge-above-ceiling': () => ({
    what: 'With this charge the cost would be above the yearly ceiling.',
    next: 'Please charge less, or nothing.',
  }),
  'rate-above-ceiling': () => ({ what: 'This rate is above the yearly ceiling.', next: 'Please choose a lower rate.' }),
  'transaction-not-found': () => ({
    what: 'The loan has no such transaction.',
    next: 'Please choose one from its transactions.',
  }),
  'not-undoable': () => ({
    what: 'This transaction cannot be taken back, or was already.',
    next: 'Please check the list of transactions.',
  }),
  'schedule-not-possible': () => ({
    what: 'There is no schedule on these conditions.',
    next: 'Please change the dates, the terms or the rate.',
  }),
  'day-already-closed': () => ({
    what: 'This business day is closed already.',
    next: 'Please load the page again to see the present one.',
  }),
  'closing-under-way': () => ({ what: 'The day is being closed.', next: 'Please wait until it is done.' }),

  // repaying at the counter
  'repayment-not-found': () => ({
    what: 'No loan to repay was found.',
    next: 'Please check the number and the last four digits of your phone.',
  }),
  'repayment-amount-changed': () => ({
    what: 'The amount due has just changed.',
    next: 'Please look at the new amount before you pay. Nothing was taken.',
  }),
  'repayment-nothing-due': () => ({ what: 'Nothing is left to repay on this loan.', next: 'You need not pay.' }),
  'scan-has-no-reference': () => ({
    what: 'There is no number in this code.',
    next: 'Please scan the code on your slip.',
  }),
  'payment-code-wanted': () => ({
    what: 'This is not a payment code.',
    next: 'Please hold the payment code on your phone to the scanner.',
  }),
  'payment-refused': (details) =>
    details['what'] === 'not-arrived'
      ? {
          what: 'The payment did not get through; nothing was taken.',
          next: 'Please open the payment code again and hold it to the scanner.',
        }
      : {
          what: 'The payment did not go through; nothing was taken.',
          next: 'Please pay in another way, or try again later.',
        },
  'payment-service-silent': () => ({
    what: 'The payment service has not answered yet.',
    next: 'Please do not pay again. The screen will tell you, and an SMS will too.',
  }),
} satisfies Partial<RefusalWords>;
