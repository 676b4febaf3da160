/** `zhanggui probe ADDRESS`: asks what is there. */
import type { CliMessages } from '#shared/messages/cli.ts';
import type { FoundThere, ProbeOutcome } from '../probe/probe.ts';
import { probe } from '../probe/probe.ts';
import type { Address } from '../transport/address.ts';
import { formatAddress } from '../transport/format-address.ts';
import { readAddress } from './address-argument.ts';
import type { Context } from './context.ts';
import { until } from './context.ts';
import type { Outcome } from './outcome.ts';
import { done, fail, failLink } from './outcome.ts';

/** What answers at an address. */
export interface Found {
  readonly found: FoundThere;
  /** With the rate that it answered at, where that is not the usual one. */
  readonly address: string;
  readonly baud: number | null;
}

const LIMIT_MS = 60_000;

export async function showProbe(context: Context, address: string): Promise<Outcome> {
  const answer = await findOut(context, address);
  if ('ok' in answer) return answer;
  const { found, baud } = answer;
  const { identity, ...what } = found;
  const facts = { ...identity, ...(baud !== null && { baud }) };
  context.out.tell({ event: 'found', address: answer.address, ...what, ...facts }, linesOf(answer, context.words));
  return done;
}

/** What is there, or why nobody knows. */
export async function findOut(context: Context, text: string): Promise<Outcome | Found> {
  const read = readAddress(text);
  if (!read.ok) return read;
  const { out, words, clock, timeoutMs } = context;
  return until<Found>(context, { limitMs: timeoutMs ?? LIMIT_MS }, (settle) => {
    const stopping = new AbortController();
    const running = probe({
      address: text,
      clock,
      signal: stopping.signal,
      onQuestion: (kind, baud) => out.hint(words.probe.asking(words.roles[kind], baud)),
    }).then((outcome) => settle(foundBy(outcome, read.address)));
    return {
      stop: () => {
        stopping.abort();
        return running;
      },
    };
  });
}

function foundBy(outcome: ProbeOutcome, address: Address): Outcome | Found {
  switch (outcome.kind) {
    case 'mute':
      return fail('nothing-answers');
    case 'no-link':
      return failLink(outcome.error);
    case 'found': {
      const { found, baud } = outcome;
      const isRated = address.scheme === 'serial' && baud !== null;
      return { found, baud, address: formatAddress(isRated ? { ...address, baud } : address) };
    }
  }
}

function linesOf({ found, baud, address }: Found, { probe: words }: CliMessages): string[] {
  const { samId, model, firmware } = found.identity;
  return [
    `${nameOf(found, words)}  ${address}`,
    ...(baud === null ? [] : [words.rate(baud)]),
    ...(samId === undefined ? [] : [words.samId(samId)]),
    ...[model, firmware].flatMap((text) => (text === undefined ? [] : [words.firmware(text)])),
  ];
}

function nameOf(found: FoundThere, words: CliMessages['probe']): string {
  switch (found.kind) {
    case 'reader':
    case 'printer':
      return words[found.kind];
    case 'foreign-reader':
      return words.foreignReader(found.dialect);
    case 'scanner':
      return words.scanner(found.protocol);
  }
}
