/** `zhanggui read-card ADDRESS`: one card, once. A card that was lifted too early may be put again until the time is over. */
import { shanghaiDate } from '#shared/calendar/date.ts';
import type { CliMessages } from '#shared/messages/cli.ts';
import { createCardReader } from '../card-reader/card-reader.ts';
import { readAddress } from './address-argument.ts';
import type { CardView } from './card-view.ts';
import { viewCard } from './card-view.ts';
import type { Context } from './context.ts';
import { until } from './context.ts';
import type { Outcome } from './outcome.ts';
import { done, fail, failLink } from './outcome.ts';

const LIMIT_MS = 60_000;

export async function readCard(context: Context, address: string, { reveal }: { reveal: boolean }): Promise<Outcome> {
  const read = readAddress(address);
  if (!read.ok) return read;
  const { out, words, clock, now, timeoutMs } = context;
  let tooEarly = false;
  const waiting = {
    limitMs: timeoutMs ?? LIMIT_MS,
    onTimeout: () => fail(tooEarly ? 'taken-away' : 'timeout'),
  };
  return until(context, waiting, (settle) => {
    const reader = createCardReader({
      address,
      clock,
      onEvent: (event) => {
        switch (event.kind) {
          case 'ready':
            out.hint(words.readCard.put);
            return;
          case 'lost':
            settle(failLink(event.reason));
            return;
          case 'card-read': {
            const card = viewCard(event.record, reveal, shanghaiDate(now()));
            out.tell({ event: 'card', ...card }, linesOf(card, words, reveal));
            settle(done);
            return;
          }
          case 'read-failed':
            tooEarly = event.reason === 'taken-away';
            if (tooEarly) out.hint(words.readCard.again);
            else settle(fail(event.reason, event.detail));
            return;
          case 'card-found':
          case 'card-removed':
            return;
        }
      },
    });
    reader.start();
    // A card that another program has read, and that still lies there, is not found without this.
    reader.reread();
    return reader;
  });
}

function linesOf(card: CardView, words: CliMessages, reveal: boolean): string[] {
  const { fields, documents, values, masked } = words.readCard;
  const spoken: Readonly<Record<string, string>> = { ...documents, ...values };
  const said = new Map(Object.entries(card).map(([field, value]) => [field, [value].flat().join(' ')]));
  const lines = Object.entries(fields).flatMap(([field, label]) => {
    const text = said.get(field) ?? '';
    return text === '' ? [] : [`${label}  ${spoken[text] ?? text}`];
  });
  return reveal ? lines : [...lines, masked];
}
