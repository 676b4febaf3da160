import { minutesOf, type RefusalWords } from '../refusal-words.ts';
import { wait } from './waiting.ts';

/** What is refused about a terminal itself: its devices, its queue, its setting up. */
export const terminalRefusals = {
  // devices
  'device-not-assigned': () => ({
    what: 'No device has been chosen for this.',
    next: 'Please choose one from the list first.',
  }),
  'device-not-answering': () => ({
    what: 'The device does not answer.',
    next: 'Please check its power and cable, unplug it and plug it in again, then try once more.',
  }),
  'device-address-wrong': () => ({
    what: 'This device address is not written correctly.',
    next: 'Please write it like the example.',
  }),
  'device-taken': () => ({
    what: 'This device already has another role.',
    next: 'Please press “Stop using it” there first.',
  }),
  'printer-paper-end': () => ({
    what: 'The printer is out of paper.',
    next: 'Please put in a new roll and print again.',
  }),
  'printer-cover-open': () => ({ what: 'The cover of the printer is open.', next: 'Please close it and print again.' }),
  'printer-fault': () => ({
    what: 'The printer has a problem.',
    next: 'Please switch it off and on, then try again; if this stays, use another one.',
  }),
  'printer-lost': () => ({
    what: 'The printer is disconnected.',
    next: 'Please check its power and cable, then print again.',
  }),
  // sync
  'sequence-gap': () => ({
    what: 'Earlier applications of this terminal have not arrived yet.',
    next: 'They are sent in order by themselves; nothing must be entered again.',
  }),
  'chain-broken': () => ({
    what: 'The order of this terminal’s records does not agree.',
    next: 'The application is kept. A technician must check the terminal.',
  }),
  'envelope-unreadable': () => ({
    what: 'The server cannot open this application.',
    next: 'The application is kept. A technician must check the terminal.',
  }),
  'evidence-missing': () => ({
    what: 'Not all pictures of the application have arrived yet.',
    next: 'They are sent by themselves; please wait.',
  }),
  'content-conflict': () => ({
    what: 'Two different contents arrived under one number.',
    next: 'Nothing was booked twice. Please contact service to check.',
  }),
  'vault-full': () => ({
    what: 'There is no connection, and this terminal can keep no more applications.',
    next: 'Please wait for the connection, or pay another way.',
  }),
  'vault-write-failed': () => ({
    what: 'The application was not saved.',
    next: 'Please submit it again, or ask staff.',
  }),

  // setting a terminal up
  'enrolment-code-wrong': () => ({
    what: 'This enrolment code is wrong.',
    next: 'Please compare it with the eight digits in the portal.',
  }),
  'enrolment-code-expired': () => ({
    what: 'This enrolment code has expired or was used.',
    next: 'Please make a new one in the portal.',
  }),
  'enrolment-not-kept': () => ({
    what: 'The terminal is enrolled, but this machine could not keep it.',
    next: 'Please look at the disk and try the same code again.',
  }),
  'setup-code-wrong': () => ({ what: 'This setup code is wrong.', next: 'Please type it again, or call support.' }),
  'setup-locked': () => ({
    what: 'There were too many wrong codes.',
    next: 'Please wait a few minutes and try again.',
  }),
  'setup-not-kept': () => ({
    what: 'The settings were not kept.',
    next: 'Please check whether the disk is full, then try again.',
  }),
  'setup-not-finished': () => ({ what: 'The setup is not finished.', next: 'Please do what is marked red first.' }),
  'too-many-tries': (details) => ({
    what: 'There were too many tries.',
    next: `Please try again ${wait(minutesOf(details, 'retryAfterSeconds'))}.`,
  }),
} satisfies Partial<RefusalWords>;
