/** The states of one shopper's visit, in the order of the flow (domain.md: Session / 办理). */
export const SESSION_STATES = [
  'idle',
  'order',
  'consent',
  'identity',
  'face',
  'contact',
  'review',
  'submitting',
  'deciding',
  'saved-offline',
  'phone-check',
  'offers',
  'cost-statement',
  'contract',
  'signing',
  'receipt',
  'outcome',
] as const;
export type SessionState = (typeof SESSION_STATES)[number];
