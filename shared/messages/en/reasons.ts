import type { ReasonWords } from '../zh/reasons.ts';

export const reasons: ReasonWords = {
  underage: {
    shopper: 'You have not reached the age from which this is offered.',
    reviewer: 'The applicant is below the product’s minimum age.',
  },
  'over-age': {
    shopper: 'You are above the age up to which this is offered.',
    reviewer: 'The applicant is above the product’s maximum age.',
  },
  'document-invalid': {
    shopper: 'The details on the ID card need to be checked.',
    reviewer: 'The document number or the card’s fields failed validation.',
  },
  'document-expired': { shopper: 'The ID card is no longer valid.', reviewer: 'The document has expired.' },
  'open-application': {
    shopper: 'You have another application that is still open.',
    reviewer: 'The same document has an open application.',
  },
  'too-many-from-terminal': {
    shopper: 'There were many applications at this kiosk today, so a person has to look.',
    reviewer: 'Too many applications from this terminal within the window.',
  },
  'too-many-from-phone': {
    shopper: 'There were many applications with this phone number lately.',
    reviewer: 'Too many applications from this phone number within the window.',
  },
  'phone-unverified': {
    shopper: 'The phone number is not verified yet.',
    reviewer: 'The phone number was not verified by message (taken offline).',
  },
  'amount-above-limit': {
    shopper: 'The amount is more than the limit we can give you.',
    reviewer: 'The amount is above the granted limit.',
  },
  'score-below-cutoff': {
    shopper: 'Taken together, the details we have do not reach what is required.',
    reviewer: 'The score is below the cut-off.',
  },
  'score-borderline': {
    shopper: 'With the details we have, a person has to take a look.',
    reviewer: 'The score is in the band for manual review.',
  },
  'income-stable': {
    shopper: 'Your income looks steady.',
    reviewer: 'Income band and occupation are stable; counted in favour.',
  },
  'income-low-for-amount': {
    shopper: 'The amount is large compared with the income.',
    reviewer: 'The amount is high for the income band.',
  },
  'face-not-checked': {
    shopper: 'The picture has not been compared with the ID card, so a person has to look.',
    reviewer: 'Neither face matching nor liveness was checked (not part of this version).',
  },
  'consent-missing': { shopper: 'A consent that is needed is missing.', reviewer: 'A required consent is missing.' },
  'amount-out-of-product': {
    shopper: 'The amount is outside the range of this product.',
    reviewer: 'The amount is outside the product’s limits.',
  },
};
