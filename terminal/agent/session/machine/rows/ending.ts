/** The last screens: a receipt, or an answer other than yes. Both end in an empty idle screen. */
import { leaveFiled, unchanged, type Row } from '../step.ts';
import { react } from './answer.ts';
import { receiptSlip } from '../../../slips/receipt.ts';
import { print, printed } from './printing.ts';
import { beforeSignature, everywhere, toIdle } from './everywhere.ts';

export const receipt: Row<'receipt'> = {
  ...everywhere,
  'print-slip': (turn) => print(turn, turn.stage, receiptSlip(turn.stage, turn.session.language)),
  'slip-printed': (turn) => printed(turn, turn.stage, turn.event),
  done: toIdle,
  timeout: toIdle,
};

export const outcome: Row<'outcome'> = {
  ...beforeSignature,
  submit: unchanged,
  done: (turn) => leaveFiled(turn, turn.stage.filed),
  leave: (turn) => leaveFiled(turn, turn.stage.filed),
  // There is nothing to withdraw where the answer was no, or the application is over.
  cancel: (turn) => {
    const { outcome: answer, filed } = turn.stage;
    const isOpen = answer === 'referred' || answer === 'more-needed';
    return isOpen ? beforeSignature.cancel(turn) : leaveFiled(turn, filed);
  },
  // A person may decide while the shopper still stands there; any other news changes nothing on this page.
  'application-state': (turn) => {
    const { stage, event } = turn;
    const isOpen = stage.outcome === 'referred' || stage.outcome === 'more-needed';
    const isNews = ['offered', 'declined', 'expired', 'cancelled'].includes(event.state.status);
    return isOpen && isNews ? react(turn, stage.filed, stage, event.state) : unchanged(turn);
  },
};
