import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putEvidence, submit } from '#server/applications/index.ts';
import { sealEvidence } from '#server/bench/simulated-terminal.ts';
import { sealingPublicKey } from '#server/applications/index.ts';
import { FIRST_PREVIOUS_HASH, type Application, type Envelope } from '#shared/wire/application.ts';
import { hashOf, sha256Hex } from '#shared/wire/hash.ts';
import {
  addTerminal,
  codeOf,
  count,
  makeApplication,
  makeOrder,
  openCounter,
  valueOf,
  type Counter,
} from './counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

let people = 1_000;
/** A terminal with an empty queue, so that tests do not share a sequence. */
async function freshQueue() {
  people += 1;
  return addTerminal(counter, `Z${people % 1_000}`);
}

const send = (terminal: Parameters<typeof submit>[1], envelope: Envelope) =>
  submit(counter.platform, terminal, envelope);

describe('a terminal’s queue', () => {
  test('the same item sent eight times at once is one application with one receipt', async () => {
    const queue = await freshQueue();
    const application = await makeApplication(counter, { person: people, terminal: queue.terminal });
    const envelope = await queue.envelope(application, counter.clock.now);
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(queue.terminal, envelope)));
    const receipts = answers.map(valueOf);
    expect(receipts.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(receipts.filter(({ status }) => status === 'already-accepted')).toHaveLength(7);
    expect(new Set(receipts.map(({ reference }) => reference))).toEqual(new Set([`${queue.terminal.label}-0001`]));
    const rows = 'select count(*)::bigint as count from applications.applications where id = $1';
    expect(await count(counter, rows, [application.id])).toBe(1);
    const events = `select count(*)::bigint as count from platform.outbox where topic = 'application.received' and key = $1`;
    expect(await count(counter, events, [application.id])).toBe(1);
  });

  test('another item under a number that was used is a conflict and changes nothing', async () => {
    const queue = await freshQueue();
    const first = await queue.envelope(await fresh(queue), counter.clock.now);
    valueOf(await send(queue.terminal, first));
    const { sealed: _sealed, hash: _hash, ...header } = first;
    const other = await queue.sealed({ ...header, id: v7() }, await fresh(queue));
    expect(codeOf(await send(queue.terminal, other))).toBe('content-conflict');
    expect(valueOf(await send(queue.terminal, first)).status).toBe('already-accepted');
  });

  test('a missing item is a gap that says which number is expected', async () => {
    const queue = await freshQueue();
    const first = await queue.envelope(await fresh(queue), counter.clock.now);
    const second = await queue.envelope(await fresh(queue), counter.clock.now);
    const answer = await send(queue.terminal, second);
    expect(answer).toEqual({ ok: false, refusal: { code: 'sequence-gap', details: { expected: 1 } } });
    expect(codeOf(await send(queue.terminal, first))).toBe('ok');
    expect(codeOf(await send(queue.terminal, second))).toBe('ok');
  });

  test('an item that does not follow the last one’s hash breaks the chain', async () => {
    const queue = await freshQueue();
    valueOf(await send(queue.terminal, await queue.envelope(await fresh(queue), counter.clock.now)));
    const application = await fresh(queue);
    const header = headerFor(queue.terminal.id, application, { sequence: 2, previousHash: 'a'.repeat(64) });
    expect(codeOf(await send(queue.terminal, await queue.sealed(header, application)))).toBe('chain-broken');
  });

  test('evidence comes first: the item waits for it and moves nothing', async () => {
    const queue = await freshQueue();
    const key = await sealingPublicKey(counter.platform.secrets);
    const picture = new Uint8Array(2_000).fill(7);
    const blob = await sealEvidence(key, picture);
    const evidence: Application['evidence'] = [
      {
        kind: 'face',
        mediaType: 'image/jpeg',
        sha256: sha256Hex(picture),
        sealedSha256: blob.sealedSha256,
        bytes: 2_000,
      },
    ];
    const envelope = await queue.envelope({ ...(await fresh(queue)), evidence }, counter.clock.now);
    const waiting = await send(queue.terminal, envelope);
    expect(waiting).toEqual({ ok: false, refusal: { code: 'evidence-missing', details: { missing: 1 } } });
    const put = () => putEvidence(counter.platform, queue.terminal, blob);
    expect(await Promise.all([put(), put()])).toEqual(
      [put, put].map(() => ({ ok: true, value: { sealedSha256: blob.sealedSha256 } })),
    );
    expect(codeOf(await send(queue.terminal, envelope))).toBe('ok');
    const links = 'select count(*)::bigint as count from applications.evidence_links where application_id = $1';
    expect(await count(counter, links, [envelope.id])).toBe(1);
  });

  test('a blob that is not what its hash says is refused', async () => {
    const key = await sealingPublicKey(counter.platform.secrets);
    const blob = await sealEvidence(key, new Uint8Array(100));
    const altered = { ...blob, sealedSha256: 'b'.repeat(64) };
    expect(codeOf(await putEvidence(counter.platform, counter.terminal, altered))).toBe('envelope-unreadable');
  });

  test('a blob sealed to a key that is not ours is refused', async () => {
    const blob = await sealEvidence(await sealingPublicKey(counter.platform.secrets), new Uint8Array(100));
    const strange = { ...blob, keyId: '0123456789abcdef' };
    expect(codeOf(await putEvidence(counter.platform, counter.terminal, strange))).toBe('envelope-unreadable');
  });

  test.each<[string, (evidence: Application['evidence']) => Application['evidence']]>([
    ['no face', () => []],
    ['two faces', (evidence) => [...evidence, ...evidence]],
    ['a card photo in place of a face', (evidence) => evidence.map((one) => ({ ...one, kind: 'card-photo' }))],
    ['a picture of another length', (evidence) => evidence.map((one) => ({ ...one, bytes: one.bytes + 1 }))],
    ['a picture of another hash', (evidence) => evidence.map((one) => ({ ...one, sha256: 'c'.repeat(64) }))],
  ])('an application with %s is refused for ever, and the queue goes on', async (_what, change) => {
    const queue = await freshQueue();
    const application = await fresh(queue);
    const wrong = { ...application, evidence: change(application.evidence) };
    const envelope = await queue.envelope(wrong, counter.clock.now);
    expect(codeOf(await send(queue.terminal, envelope))).toBe('envelope-unreadable');
    expect(codeOf(await send(queue.terminal, envelope))).toBe('envelope-unreadable');
    const next = await queue.envelope(await fresh(queue), counter.clock.now);
    expect(valueOf(await send(queue.terminal, next)).sequence).toBe(2);
  });
});

describe('what a terminal should not send', () => {
  test('an envelope altered on its way is refused, and the true one still gets through', async () => {
    const queue = await freshQueue();
    const envelope = await queue.envelope(await fresh(queue), counter.clock.now);
    expect(codeOf(await send(queue.terminal, { ...envelope, sealedAt: envelope.sealedAt + 1 }))).toBe(
      'envelope-unreadable',
    );
    expect(codeOf(await send(queue.terminal, envelope))).toBe('ok');
  });

  test('a header changed after sealing is refused for ever, moves the number, and does not block the queue', async () => {
    const queue = await freshQueue();
    const envelope = await queue.envelope(await fresh(queue), counter.clock.now);
    const { hash: _, ...rest } = { ...envelope, sealedAt: envelope.sealedAt + 1 };
    const forged = { ...rest, hash: hashOf(rest) };
    expect(codeOf(await send(queue.terminal, forged))).toBe('envelope-unreadable');
    expect(codeOf(await send(queue.terminal, forged))).toBe('envelope-unreadable');
    const next = await fresh(queue);
    const header = headerFor(queue.terminal.id, next, { sequence: 2, previousHash: forged.hash });
    expect(valueOf(await send(queue.terminal, await queue.sealed(header, next))).sequence).toBe(2);
  });

  test('one byte of the sealed text changed: nothing of it is believed', async () => {
    const queue = await freshQueue();
    const envelope = await queue.envelope(await fresh(queue), counter.clock.now);
    const bytes = Buffer.from(envelope.sealed.ciphertext, 'base64');
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    const { hash: _, ...rest } = { ...envelope, sealed: { ...envelope.sealed, ciphertext: bytes.toString('base64') } };
    expect(codeOf(await send(queue.terminal, { ...rest, hash: hashOf(rest) }))).toBe('envelope-unreadable');
    const rows = 'select count(*)::bigint as count from applications.applications where id = $1';
    expect(await count(counter, rows, [envelope.id])).toBe(0);
  });

  test('another terminal’s envelope is not taken', async () => {
    const queue = await freshQueue();
    const envelope = await queue.envelope(await fresh(queue), counter.clock.now);
    expect(codeOf(await send(counter.terminal, envelope))).toBe('terminal-unknown');
  });

  test('a forged order code, one of another order, an expired one: refused, stored, and the queue goes on', async () => {
    const queue = await freshQueue();
    const order = await makeOrder(counter);
    const other = await makeOrder(counter);
    const wrong: [Partial<Application>, string][] = [
      [{ orderCode: `${order.orderCode.slice(0, -4)}AAAA` }, 'order-code-forged'],
      [{ orderCode: other.orderCode }, 'order-code-forged'],
      [{ orderCode: 'not a code of ours, whatever it may be' }, 'order-code-unreadable'],
      [{ createdAt: counter.clock.now + 3 * 3_600_000 }, 'order-code-expired'],
    ];
    for (const [change, code] of wrong) {
      const application = {
        ...(await makeApplication(counter, { person: ++people, terminal: queue.terminal, order })),
        ...change,
      };
      expect(codeOf(await send(queue.terminal, await queue.envelope(application, counter.clock.now)))).toBe(code);
    }
    const right = await makeApplication(counter, { person: ++people, terminal: queue.terminal, order });
    expect(valueOf(await send(queue.terminal, await queue.envelope(right, counter.clock.now))).sequence).toBe(5);
    const refused = `select count(*)::bigint as count from applications.queue_items where terminal_id = $1 and status = 'refused'`;
    expect(await count(counter, refused, [queue.terminal.id])).toBe(4);
  });

  test.each([
    ['ran out during the visit is good', 59, 'ok'],
    ['had run out an hour before is not', 121, 'order-code-expired'],
  ])('a code that %s', async (_what, minutes, code) => {
    const queue = await freshQueue();
    const application = await fresh(queue);
    // The code is good for an hour from now; the consents were answered now, or at most an hour before the end.
    const late = { ...application, createdAt: counter.clock.now + (minutes + 1) * 60_000 };
    expect(codeOf(await send(queue.terminal, await queue.envelope(late, counter.clock.now)))).toBe(code);
  });

  test('a second application for an order that is taken is refused and stored', async () => {
    const queue = await freshQueue();
    const order = await makeOrder(counter);
    const [first, second] = [++people, ++people];
    for (const [person, code] of [
      [first, 'ok'],
      [second, 'order-not-open'],
    ] as const) {
      const application = await makeApplication(counter, { person, terminal: queue.terminal, order });
      expect(codeOf(await send(queue.terminal, await queue.envelope(application, counter.clock.now)))).toBe(code);
    }
  });

  test('the same application under another number is refused as a conflict', async () => {
    const queue = await freshQueue();
    const application = await fresh(queue);
    valueOf(await send(queue.terminal, await queue.envelope(application, counter.clock.now)));
    expect(codeOf(await send(queue.terminal, await queue.envelope(application, counter.clock.now)))).toBe(
      'content-conflict',
    );
  });
});

test('no name, number, phone or address stands in the database in plain text', async () => {
  const queue = await freshQueue();
  const application = await fresh(queue);
  valueOf(await send(queue.terminal, await queue.envelope(application, counter.clock.now)));
  const { identity } = application;
  if (identity.document !== 'resident') throw new Error('made-up people are residents');
  const { name, number, address } = identity;
  const tables = ['applications', 'shoppers', 'queue_items', 'status_events', 'consents'];
  for (const table of tables) {
    for (const text of [name, number, address, application.phone]) {
      const found = `select count(*)::bigint as count from applications.${table} t where t::text like '%' || $1 || '%'
        or encode(convert_to(t::text, 'utf8'), 'escape') like '%' || encode(convert_to($1, 'utf8'), 'hex') || '%'`;
      expect(await count(counter, found, [text]), `${table} shows personal data`).toBe(0);
    }
  }
});

async function fresh(queue: Awaited<ReturnType<typeof freshQueue>>): Promise<Application> {
  people += 1;
  return makeApplication(counter, { person: people, terminal: queue.terminal });
}

function headerFor(terminalId: string, application: Application, place: { sequence: number; previousHash: string }) {
  const { id } = application;
  const sealedAt = counter.clock.now;
  const evidence = application.evidence.map(({ sealedSha256 }) => sealedSha256);
  return { v: 1 as const, kind: 'application' as const, id, terminalId, ...place, sealedAt, evidence };
}

test('the first item of a queue follows sixty-four zeros', () => {
  expect(FIRST_PREVIOUS_HASH).toMatch(/^0{64}$/);
});
