import BadgeCheck from '@lucide/svelte/icons/badge-check';
import CheckCheck from '@lucide/svelte/icons/check-check';
import CircleSlash from '@lucide/svelte/icons/circle-slash';
import CircleX from '@lucide/svelte/icons/circle-x';
import FilePen from '@lucide/svelte/icons/file-pen';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Inbox from '@lucide/svelte/icons/inbox';
import ListChecks from '@lucide/svelte/icons/list-checks';
import PackageCheck from '@lucide/svelte/icons/package-check';
import PackageOpen from '@lucide/svelte/icons/package-open';
import QrCode from '@lucide/svelte/icons/qr-code';
import TimerOff from '@lucide/svelte/icons/timer-off';
import Undo2 from '@lucide/svelte/icons/undo-2';
import UserRoundSearch from '@lucide/svelte/icons/user-round-search';
import type { IconComponent } from './icon.ts';
import type { ApplicationStatus, Outcome } from '#shared/wire/decision.ts';
import type { OrderStatus } from '#shared/wire/portal.ts';

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
