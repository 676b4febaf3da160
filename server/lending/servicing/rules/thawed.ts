import {
  servicingTerms,
  servicingTermsSchema,
  thaw,
  type FrozenState,
  type LoanState,
  type ServicingTerms,
  type ServicingTermsInput,
} from '#shared/lending/servicing/index.ts';

/** Terms that were stored were accepted before. */
export function termsIn(stored: ServicingTermsInput): ServicingTerms {
  const terms = servicingTerms(servicingTermsSchema.parse(stored));
  if (!terms.ok) throw new Error(`The stored terms of a loan are refused: ${terms.refusal.code}.`);
  return terms.value;
}

/** A loan's state as it was stored beside its terms. */
export function thawed(terms: ServicingTermsInput, state: FrozenState): LoanState {
  return thaw(termsIn(terms), state);
}
