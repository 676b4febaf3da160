/** Slips at the counter: printed when asked for, and of no consequence for anything else. */
import { afterEach, describe, expect, test } from 'vitest';
import { refuse } from '#shared/refusals/refusal.ts';
import { layOut } from '#shared/slip/layout.ts';
import type { Slip } from '#shared/slip/document.ts';
import { openCounter, type Counter } from '../testing/counter.ts';
import { settle } from '../testing/manual-clock.ts';
import { orderCode, PHONE, signature } from '../testing/samples.ts';

let counter: Counter;
afterEach(() => counter.close());

async function toReceipt(): Promise<void> {
  counter = await openCounter();
  await counter.toReview();
  const { session } = counter;
  session.send({ kind: 'submit' });
  await counter.at('offers');
  session.send({ kind: 'choose-plan', terms: 12 });
  session.send({ kind: 'accept-plan' });
  await counter.at('cost-statement');
  session.send({ kind: 'sign-cost-statement', readToEnd: true, signature });
  session.send({ kind: 'sign-contract', readToEnd: true, signature });
  await counter.at('receipt');
}

const printing = () => counter.session.current().printing;
const print = () => counter.session.send({ kind: 'print-slip' });

function wordsOf(slip: Slip | undefined): string {
  if (slip === undefined) return '';
  return layOut(slip, 48)
    .map((line) => (line.kind === 'text' ? line.text : ''))
    .join('\n');
}

describe('on the receipt', () => {
  test('the slip that can be looked at is the one that is printed, with every instalment', async () => {
    await toReceipt();
    expect(printing()).toMatchObject({ state: 'not-asked', refusal: null, columns: 48 });
    const shown = printing()?.slip;
    expect(print()).toEqual({ ok: true, value: null });
    await counter.reaches((snapshot) => snapshot.printing?.state === 'printed');
    expect(counter.printer.slips).toEqual([shown]);
    expect(wordsOf(shown).match(/^\d+ +20\d\d年\d+月\d+日/gm)).toHaveLength(12);
  });

  test('pressed twice it is one slip; after it, another may be wished for', async () => {
    await toReceipt();
    counter.printer.ends(null);
    print();
    expect(print()).toEqual({ ok: true, value: null });
    expect(printing()).toMatchObject({ state: 'printing' });
    expect(counter.printer.slips).toHaveLength(1);
    counter.printer.ends({ kind: 'sent' });
    await counter.reaches((snapshot) => snapshot.printing?.state === 'sent');
    print();
    await settle();
    expect(counter.printer.slips).toHaveLength(2);
  });

  test.each([
    [{ kind: 'failed', troubles: ['paper-end', 'offline'], link: null }, 'printer-paper-end'],
    [{ kind: 'failed', troubles: ['cover-open', 'offline'], link: null }, 'printer-cover-open'],
    [{ kind: 'failed', troubles: ['cutter-error'], link: null }, 'printer-fault'],
    [{ kind: 'failed', troubles: [], link: { code: 'lost', detail: '' } }, 'printer-lost'],
  ] as const)('%j is said in words, and again works', async (outcome, code) => {
    await toReceipt();
    counter.printer.ends(outcome);
    print();
    await counter.reaches((snapshot) => snapshot.printing?.state === 'failed');
    expect(printing()?.refusal).toEqual({ code });
    expect(counter.session.current()).toMatchObject({ state: 'receipt', notice: null });
    counter.printer.ends({ kind: 'printed' });
    print();
    expect((await counter.reaches((snapshot) => snapshot.printing?.state === 'printed')).printing?.refusal).toBeNull();
  });

  test('without a printer there is nothing to press, and pressing it all the same says so', async () => {
    await toReceipt();
    counter.printer.paperWidthMm = null;
    expect(printing()).toBeNull();
    expect(print()).toEqual(refuse('device-not-assigned'));
    expect(counter.printer.slips).toEqual([]);
  });

  test('a slip that is still being printed holds nobody up, and its end disturbs nobody', async () => {
    await toReceipt();
    counter.printer.ends(null);
    print();
    counter.session.send({ kind: 'done' });
    expect(counter.session.current().state).toBe('idle');
    counter.scan(orderCode());
    await counter.at('order');
    const before = counter.session.current();
    counter.printer.ends({ kind: 'failed', troubles: ['paper-end'], link: null });
    await settle();
    expect(counter.session.current()).toEqual(before);
  });

  test('it is printed in the language of the moment, for the paper of the counter', async () => {
    await toReceipt();
    counter.printer.paperWidthMm = 58;
    counter.session.send({ kind: 'set-language', language: 'en' });
    print();
    expect(printing()?.columns).toBe(32);
    expect(wordsOf(counter.printer.slips[0])).toContain('Repayment plan');
  });
});

test('what was saved offline has a slip, too: not decided, the number, and the phone masked', async () => {
  counter = await openCounter({ online: false });
  await counter.toReview();
  counter.session.send({ kind: 'submit' });
  const { screen } = await counter.at('saved-offline');
  print();
  await counter.reaches((snapshot) => snapshot.printing?.state === 'printed');
  const words = wordsOf(counter.printer.slips[0]);
  expect(words).toContain('还没有审批');
  expect(words).toContain(screen.kind === 'saved-offline' ? screen.reference : '?');
  expect(words).not.toContain(PHONE);
});

test('no other screen has a slip', async () => {
  counter = await openCounter();
  await counter.toReview();
  expect(printing()).toBeNull();
  expect(print()).toEqual(refuse('not-allowed-here'));
});
