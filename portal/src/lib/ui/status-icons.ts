import BadgeCheck from '@lucide/svelte/icons/badge-check';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import CalendarPlus from '@lucide/svelte/icons/calendar-plus';
import CheckCheck from '@lucide/svelte/icons/check-check';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleSlash from '@lucide/svelte/icons/circle-slash';
import CircleX from '@lucide/svelte/icons/circle-x';
import FilePen from '@lucide/svelte/icons/file-pen';
import HandCoins from '@lucide/svelte/icons/hand-coins';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Inbox from '@lucide/svelte/icons/inbox';
import Layers from '@lucide/svelte/icons/layers';
import ListChecks from '@lucide/svelte/icons/list-checks';
import PackageCheck from '@lucide/svelte/icons/package-check';
import PackageOpen from '@lucide/svelte/icons/package-open';
import QrCode from '@lucide/svelte/icons/qr-code';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import TimerOff from '@lucide/svelte/icons/timer-off';
import Undo2 from '@lucide/svelte/icons/undo-2';
import UserRoundSearch from '@lucide/svelte/icons/user-round-search';
import type { IconComponent } from './icon.ts';
import type { LoanStatus } from '#shared/lending/servicing/standing.ts';
import type { ApplicationStatus, Outcome } from '#shared/wire/decision.ts';
import type { OrderStatus } from '#shared/wire/portal.ts';
import type { InstalmentState } from '../rules/loan-sums.ts';

/** One icon a state, everywhere. */
export const ORDER_ICON: Record<OrderStatus, IconComponent> = {
  open: QrCode,
  applying: Hourglass,
  approved: BadgeCheck,
  contracted: PackageOpen,
  delivered: PackageCheck,
  settled: CheckCheck,
  'partially-refunded': Undo2,
  refunded: Undo2,
  cancelled: CircleSlash,
};

export const APPLICATION_ICON: Record<ApplicationStatus, IconComponent> = {
  received: Inbox,
  screening: Hourglass,
  approved: BadgeCheck,
  declined: CircleX,
  referred: UserRoundSearch,
  'more-needed': FilePen,
  offered: ListChecks,
  accepted: ListChecks,
  contracted: BadgeCheck,
  cancelled: CircleSlash,
  expired: TimerOff,
};

export const OUTCOME_ICON: Record<Outcome, IconComponent> = {
  approved: BadgeCheck,
  declined: CircleX,
  referred: UserRoundSearch,
  'more-needed': FilePen,
};

export const LOAN_ICON: Record<LoanStatus, IconComponent> = {
  booked: FilePen,
  disbursed: HandCoins,
  current: RefreshCw,
  overdue: CircleAlert,
  settled: CheckCheck,
  'written-off': CircleX,
  refunded: Undo2,
};

export const INSTALMENT_ICON: Record<InstalmentState, IconComponent> = {
  paid: CircleCheck,
  overdue: CircleAlert,
  due: CalendarClock,
  future: CircleDashed,
  released: CircleSlash,
};

/** Risk categories differ by word and colour; the picture only says what kind of thing it is. */
export const CATEGORY_ICON: IconComponent = Layers;

/** A transaction taken back, and one that a replay has brought out otherwise. */
export const REVERSED_ICON: IconComponent = Undo2;
export const REPLACED_ICON: IconComponent = RefreshCw;

/** What becomes of a row of a schedule. */
export const CHANGE_ICON = {
  changed: FilePen,
  added: CalendarPlus,
  removed: CircleSlash,
} as const satisfies Record<string, IconComponent>;
