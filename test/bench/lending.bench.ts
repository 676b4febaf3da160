import { Decimal } from 'decimal.js';
import { ipmt, pmt, ppmt } from 'financial';
import { Loan } from 'loanjs';
import { calendarDate } from '#shared/calendar/date.ts';
import { equalInstalmentSchedule } from '#shared/lending/schedule.ts';
import { fen } from '#shared/money/fen.ts';
import type { BenchResult } from '../../bin/bench/table.ts';

const TERMS = 12;
const RUNS = 15;
const RUN_MS = 60;
const startOn = calendarDate('2026-11-30');

/** Schedules of twelve terms a second on one core: ours is exact and dated, the peers are neither, but for decimal.js. */
export function bench(): BenchResult[] {
  const peers = [
    { name: 'loanjs', schedule: byLoanJs, what: 'floats, rows rounded to the cent' },
    { name: 'financial', schedule: byFinancial, what: 'floats, unrounded' },
    { name: 'decimal.js', schedule: byDecimal, what: '20 significant digits, rows rounded to the cent' },
  ];
  for (const schedule of [ours, ...peers.map((peer) => peer.schedule)]) rate(schedule);
  return peers.map(({ name, schedule, what }) => {
    const rates = Array.from({ length: RUNS }, () => ({ ours: rate(ours), peer: rate(schedule) }));
    const mine = median(rates.map((each) => each.ours));
    const theirs = median(rates.map((each) => each.peer));
    return {
      name: `12-term schedule against ${name}`,
      ours: mine,
      peer: theirs,
      ratio: mine / theirs,
      unit: 'schedules per second',
      note: `median of ${RUNS} in turns, one core; peer: ${what}; ours: exact, with due dates`,
    };
  });
}

/** The terms differ from call to call, so that nothing can be kept from the last one. */
function principalOf(index: number): number {
  return 500_00 + ((index * 7_919) % 99_500_00);
}

function bpsOf(index: number): number {
  return 600 + (index % 1_800);
}

function ours(index: number): number {
  const loan = { principalFen: fen(principalOf(index)), annualRateBps: bpsOf(index), terms: TERMS, startOn };
  return equalInstalmentSchedule(loan).length;
}

function byLoanJs(index: number): number {
  return Loan(principalOf(index) / 100, TERMS, bpsOf(index) / 100, 'annuity').installments.length;
}

function byFinancial(index: number): number {
  const amount = principalOf(index) / 100;
  const monthly = bpsOf(index) / 120_000;
  let balance = amount;
  const rows: object[] = [];
  for (let n = 1; n <= TERMS; n += 1) {
    const principal = -ppmt(monthly, n, TERMS, amount);
    balance -= principal;
    const interest = -ipmt(monthly, n, TERMS, amount);
    rows.push({ n, principal, interest, total: -pmt(monthly, TERMS, amount), balance });
  }
  return rows.length;
}

function byDecimal(index: number): number {
  const monthly = new Decimal(bpsOf(index)).div(120_000);
  const grown = monthly.plus(1).pow(TERMS);
  let balance = new Decimal(principalOf(index)).div(100);
  const each = balance.times(monthly).times(grown).div(grown.minus(1)).toDecimalPlaces(2);
  const rows: object[] = [];
  for (let n = 1; n <= TERMS; n += 1) {
    const interest = balance.times(monthly).toDecimalPlaces(2);
    const principal = n === TERMS ? balance : each.minus(interest);
    balance = balance.minus(principal);
    rows.push({ n, principal, interest, total: principal.plus(interest), balance });
  }
  return rows.length;
}

let sink = 0;

function rate(schedule: (index: number) => number): number {
  const startedAt = performance.now();
  let done = 0;
  let elapsed = 0;
  while (elapsed < RUN_MS) {
    for (let index = 0; index < 200; index += 1) sink += schedule(done + index);
    done += 200;
    elapsed = performance.now() - startedAt;
  }
  if (sink < 0) throw new Error('Every schedule has rows.');
  return done / (elapsed / 1_000);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
