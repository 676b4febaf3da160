import { describe, expect, test } from 'vitest';
import { APPLICATION_STATUSES } from '#shared/wire/decision.ts';
import { ORDER_STATUSES } from '#shared/wire/portal.ts';
import { canCancel, nextStep, shownState } from './status.ts';

describe('the state a row shows', () => {
  test.each([
    ['applying', null, 'order', 'applying'],
    ['applying', 'screening', 'application', 'screening'],
    ['applying', 'declined', 'application', 'declined'],
    ['applying', 'referred', 'application', 'referred'],
    ['open', 'declined', 'application', 'declined'],
    ['open', 'cancelled', 'order', 'open'],
    ['approved', 'offered', 'order', 'approved'],
    ['contracted', 'contracted', 'order', 'contracted'],
    ['cancelled', 'declined', 'order', 'cancelled'],
  ] as const)('order %s with application %s shows %s %s', (status, applicationStatus, of, shown) => {
    expect(shownState({ status, applicationStatus })).toEqual({ of, status: shown });
  });
});

describe('the next step', () => {
  test('every pair of states has one', () => {
    for (const status of ORDER_STATUSES) {
      for (const applicationStatus of [null, ...APPLICATION_STATUSES]) {
        const facts = { status, applicationStatus, codeExpired: false, hasSettlement: false };
        expect(nextStep(facts)).toBeTypeOf('string');
      }
    }
  });

  test.each([
    [{ status: 'open', applicationStatus: null, codeExpired: false, hasSettlement: false }, 'scan'],
    [{ status: 'open', applicationStatus: null, codeExpired: true, hasSettlement: false }, 'expired'],
    [{ status: 'applying', applicationStatus: 'referred', codeExpired: true, hasSettlement: false }, 'person'],
    [{ status: 'contracted', applicationStatus: 'contracted', codeExpired: true, hasSettlement: false }, 'deliver'],
    [{ status: 'delivered', applicationStatus: 'contracted', codeExpired: true, hasSettlement: true }, 'payable'],
    [{ status: 'delivered', applicationStatus: 'contracted', codeExpired: true, hasSettlement: false }, 'delivered'],
  ] as const)('%o asks for %s', (facts, step) => {
    expect(nextStep(facts)).toBe(step);
  });

  test('nothing is cancelled once it is signed', () => {
    expect(ORDER_STATUSES.filter(canCancel)).toEqual(['open', 'applying', 'approved']);
  });
});
