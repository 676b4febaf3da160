import fc from 'fast-check';
import { formatUnits } from '#shared/lending/exact/decimal.ts';
import { ROUNDING_MODES } from '#shared/lending/exact/rounding.ts';
import type { Outcome, ScheduleTerms } from '#shared/lending/index.ts';

const percent = fc.integer({ min: 0, max: 6_000 }).map((bps) => (bps / 100).toFixed(2));

const shape = {
  digits: fc.integer({ min: 0, max: 4 }),
  units: fc.bigInt({ min: 1n, max: 10n ** 10n }),
  annualRatePercent: percent,
  interestMethod: fc.constantFrom('declining-balance' as const, 'flat' as const, 'fee-per-term' as const),
  amortization: fc.constantFrom(
    'equal-installment' as const,
    'equal-principal' as const,
    'interest-only' as const,
    'bullet' as const,
  ),
  installments: fc.integer({ min: 1, max: 30 }),
  every: fc.integer({ min: 1, max: 3 }),
  unit: fc.constantFrom('months' as const, 'weeks' as const, 'days' as const),
  startOn: fc.constantFrom('2023-10-31', '2023-12-12', '2024-01-01', '2024-02-29', '2026-11-22'),
  offset: fc.constantFrom(false, true),
  daysInYear: fc.constantFrom('360' as const, '364' as const, '365' as const, '366' as const, 'actual' as const),
  daysInMonth: fc.constantFrom('30' as const, 'actual' as const),
  interestPeriod: fc.constantFrom('daily' as const, 'same-as-repayment' as const),
  leapRule: fc.constantFrom(null, 'feb-29-period-only' as const),
  yearSplit: fc.constantFrom('dec-31' as const, 'jan-1' as const),
  scheduleModel: fc.constantFrom('progressive' as const, 'cumulative' as const),
  rounding: fc.constantFrom(...ROUNDING_MODES),
  installmentMultiple: fc.constantFrom(null, '1', '10'),
  principalGrace: fc.integer({ min: 0, max: 3 }),
  downPaymentPercent: fc.constantFrom(null, '25', '12.5'),
};

/** Terms of every form the engine knows; none of them is refused. */
export const anyTerms: fc.Arbitrary<ScheduleTerms & { principal: string }> = fc
  .record(shape)
  .map(({ digits, units, offset, ...terms }) => ({
    ...terms,
    principal: formatUnits(units + 10n ** BigInt(digits), digits),
    currencyDigits: digits,
    feePerTermPercent: terms.interestMethod === 'fee-per-term' ? '0.55' : null,
    principalGrace: Math.min(terms.principalGrace, terms.installments - 1),
    // A multiple above the amount would make the down payment the whole of it.
    installmentMultiple: terms.downPaymentPercent === null ? terms.installmentMultiple : null,
    downPaymentPercent: units > 100n ? terms.downPaymentPercent : null,
    disbursedOn: offset && terms.unit === 'months' ? midPeriod(terms.startOn) : terms.startOn,
  }));

function midPeriod(startOn: string): string {
  return startOn.endsWith('-01') ? startOn.replace(/-01$/, '-15') : startOn;
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.detail}`);
  return outcome.value;
}
