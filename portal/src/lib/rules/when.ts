import { shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import { formatDate, formatInstant } from '#shared/calendar/format.ts';
import type { Language } from '#shared/messages/language.ts';

/** `14:32` in China. */
export function clockTime(instantMs: number): string {
  return formatInstant(instantMs).slice(11, 16);
}

/** The time alone for today, else with its day: `11月21日 14:32`, `21 Nov 14:32`; an earlier year is written out. */
export function shortInstant(instantMs: number, nowMs: number, language: Language): string {
  const on = shanghaiDate(instantMs);
  const today = shanghaiDate(nowMs);
  if (on === today) return clockTime(instantMs);
  const isThisYear = on.slice(0, 4) === today.slice(0, 4);
  return `${isThisYear ? shortDate(on, language) : formatDate(on, language)} ${clockTime(instantMs)}`;
}

/** `11月21日`, `21 Nov`: for days so near that the year goes without saying. */
export function shortDate(on: CalendarDate, language: Language): string {
  const whole = formatDate(on, language);
  return language === 'zh' ? whole.slice(5) : whole.slice(0, -5);
}

export type Remaining = { expired: true } | { expired: false; text: string };

/** `4:05` or `1:04:05` until an instant. */
export function remainingUntil(instantMs: number, nowMs: number): Remaining {
  const seconds = Math.ceil((instantMs - nowMs) / 1000);
  if (seconds <= 0) return { expired: true };
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const short = `${hours > 0 ? pad(minutes) : minutes}:${pad(seconds % 60)}`;
  return { expired: false, text: hours > 0 ? `${hours}:${short}` : short };
}
