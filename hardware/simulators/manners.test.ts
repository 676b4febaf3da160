import { describe, expect, test } from 'vitest';
import type { SimulatedDevice } from './device.ts';
import { createManualClock } from './manual-clock.ts';
import type { Manner, MannerScript } from './manners.ts';
import { withManners } from './manners.ts';

/** Answers every byte with a reply of three in two pieces. */
const device: SimulatedDevice = {
  connect: (send) => ({
    receive: (bytes) => {
      for (const byte of bytes) {
        send(Uint8Array.of(byte));
        send(Uint8Array.of(byte + 1, byte + 2));
      }
    },
    end: () => undefined,
  }),
  powerCycle: () => undefined,
};

/** Asks with 10, 20, 30 …, one second apart; what came when: `ms:hex`, in pieces as they came. */
async function listen(questions: number, script: MannerScript): Promise<string[]> {
  const clock = createManualClock();
  const heard: string[] = [];
  const connection = withManners(device, { script, clock }).connect((bytes) =>
    heard.push(`${clock.nowMs()}:${Buffer.from(bytes).toString('hex')}`),
  );
  for (let question = 1; question <= questions; question += 1) {
    connection.receive(Uint8Array.of(question * 16));
    await clock.advance(1000);
  }
  connection.end();
  return heard;
}

const once = (manner: Manner): MannerScript => [{ after: 0, manner }];

describe('a reply', () => {
  test.each<[Manner, string[]]>([
    [{ do: 'behave' }, ['10:101112']],
    [{ do: 'delay', ms: 400 }, ['410:101112']],
    [{ do: 'split', sizes: [1, 2] }, ['10:10', '11:1112']],
    [{ do: 'noise', bytes: Uint8Array.of(0xff, 0xfe) }, ['10:fffe101112']],
    [{ do: 'damage' }, ['10:101148']],
    [{ do: 'silence' }, []],
  ])('in the manner %j', async (manner, expected) => {
    expect(await listen(1, once(manner))).toEqual(expected);
  });

  test('comes no faster than its line', async () => {
    const heard = await listen(1, once({ do: 'pace', baud: 1000 }));
    expect(heard.map((piece) => piece.split(':')[1]).join('')).toBe('101112');
    expect(Number(heard.at(-1)?.split(':')[0])).toBeGreaterThanOrEqual(40);
  });

  test('comes glued to the next', async () => {
    expect(await listen(2, once({ do: 'merge', replies: 2 }))).toEqual(['1010:101112202122']);
  });
});

test('a script goes from step to step by the number of replies', async () => {
  const script: MannerScript = [
    { after: 1, manner: { do: 'silence' } },
    { after: 2, manner: { do: 'damage' } },
    { after: 1, manner: { do: 'behave' } },
  ];
  expect(await listen(5, script)).toEqual(['10:101112', '3010:404118', '4010:505152']);
});

test('manners can be changed at any time, which ends the script', async () => {
  const clock = createManualClock();
  const heard: string[] = [];
  const mannerly = withManners(device, { script: once({ do: 'silence' }), clock });
  const connection = mannerly.connect((bytes) => heard.push(Buffer.from(bytes).toString('hex')));
  mannerly.behave({ do: 'behave' });
  connection.receive(Uint8Array.of(1));
  await clock.advance(100);
  expect(heard).toEqual(['010203']);
});

test('nothing comes after the end of the connection', async () => {
  const clock = createManualClock();
  const heard: Uint8Array[] = [];
  const connection = withManners(device, { script: once({ do: 'delay', ms: 50 }), clock }).connect((bytes) =>
    heard.push(bytes),
  );
  connection.receive(Uint8Array.of(1));
  await clock.advance(20);
  connection.end();
  await clock.advance(1000);
  expect(heard).toEqual([]);
});
