import type { Language } from '../messages/language.ts';
import type { CalendarDate } from './date.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** 2026年12月5日, or 5 Dec 2026: never a form in which day and month can be mistaken. */
export function formatDate(date: CalendarDate, language: Language): string {
  const [year, month, day] = date.split('-').map(Number);
  if (language === 'zh') return `${year}年${month}月${day}日`;
  return `${day} ${MONTHS[(month ?? 1) - 1] ?? ''} ${year}`;
}

const instants = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `2026-11-22 14:32:05`, the wall clock in China, for an instant in milliseconds. */
export function formatInstant(instantMs: number): string {
  const part = Object.fromEntries(instants.formatToParts(instantMs).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']}`;
}
