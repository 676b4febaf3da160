import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import BadgePercent from '@lucide/svelte/icons/badge-percent';
import CalendarCog from '@lucide/svelte/icons/calendar-cog';
import CalendarPlus from '@lucide/svelte/icons/calendar-plus';
import CirclePause from '@lucide/svelte/icons/circle-pause';
import CirclePlus from '@lucide/svelte/icons/circle-plus';
import CircleMinus from '@lucide/svelte/icons/circle-minus';
import Eraser from '@lucide/svelte/icons/eraser';
import Flag from '@lucide/svelte/icons/flag';
import HeartHandshake from '@lucide/svelte/icons/heart-handshake';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import PackageOpen from '@lucide/svelte/icons/package-open';
import PiggyBank from '@lucide/svelte/icons/piggy-bank';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Rows3 from '@lucide/svelte/icons/rows-3';
import Store from '@lucide/svelte/icons/store';
import Timer from '@lucide/svelte/icons/timer';
import Wallet from '@lucide/svelte/icons/wallet';
import type { OfferedAction } from '../rules/loan-actions.ts';
import type { IconComponent } from './icon.ts';

/** One icon an action, on its card. */
export const ACTION_ICON: Record<OfferedAction, IconComponent> = {
  repayment: Wallet,
  'pay-off': Flag,
  'merchant-issued-refund': PackageOpen,
  'payout-refund': Store,
  chargeback: RotateCcw,
  'credit-balance-refund': PiggyBank,
  'goodwill-credit': HeartHandshake,
  'interest-payment-waiver': BadgePercent,
  charge: CirclePlus,
  'charge-waiver': CircleMinus,
  're-amortize': Rows3,
  're-age': CalendarPlus,
  reschedule: CalendarCog,
  'interest-pause': CirclePause,
  'delinquency-pause': Timer,
  'charge-off': OctagonAlert,
  'write-off': Eraser,
  recovery: ArrowDownToLine,
};
