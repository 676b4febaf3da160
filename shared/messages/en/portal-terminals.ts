import type { PortalMessages } from '../zh/portal.ts';

/** The page of terminals. */
export const terminals: PortalMessages['terminals'] = {
  title: 'Terminals',
  intro: 'The machines at which shoppers apply. Each reaches the server by a key of its own.',
  add: 'Set up a new terminal',
  label: 'Terminal',
  merchant: 'Merchant',
  store: 'Store',
  enrolledAt: 'In use since',
  enrolledBy: 'Enrolment code',
  madeBy: (name) => `made by ${name}`,
  ofSandbox: 'part of the sandbox',
  state: 'State',
  act: 'Action',
  active: 'In use',
  retired: 'Retired',
  emptyTitle: 'No terminals yet',
  emptyText:
    'Make an enrolment code and type it on the set-up page of the new machine. The terminal then shows up here.',
  emptyTextToRead:
    'Once the owner or manager has made a code and a technician has set the machine up, it shows up here.',

  choose: 'Which store is the new terminal for?',
  chooseLater: 'Not now',
  makeCode: 'Make an enrolment code',
  codeTitle: (store) => `Enrolment code for ${store}`,
  codeSpoken: (store, digits) => `Enrolment code for ${store}: ${digits}`,
  codeLeft: (time) => `Ends in ${time}`,
  codeSteps: [
    'The new machine starts with its set-up pages. Go on to “Enrol”.',
    'Type these eight digits there and press “Enrol”.',
    'The new terminal shows up in the list below by itself.',
  ],
  codeNote: 'It works once. Tell nobody but who sets the machine up; once you leave this page it is not shown again.',
  endCode: 'End this code',
  codeExpired: 'The code has ended',
  newCode: 'Make another code',
  close: 'Not now',
  arrived: (label, store) => `Terminal ${label} in ${store} is enrolled. Finish the other set-up steps at the machine.`,

  retire: 'Retire',
  retireThis: (label) => `Retire terminal ${label}`,
  retireTitle: 'Retire a terminal',
  retireAsk: (label, store) => `Retire terminal ${label} in ${store}?`,
  retireNote:
    'It stops working at once, and applications it has not yet sent can no longer be sent. This cannot be undone; to use the machine again it must be enrolled anew.',
  retireKeep: 'Keep it in use',
};
