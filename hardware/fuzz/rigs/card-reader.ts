import { createCardReaderOn } from '../../card-reader/card-reader.ts';
import { createReaderSimulator } from '../../simulators/card-reader-simulator.ts';
import { SANDBOX_CARDS } from '../../simulators/people.ts';
import type { Moment } from '../subject.ts';
import type { TurnedClock } from '../turned-clock.ts';
import type { Rig } from './under-fire.ts';
import { createNewsCount, fireWireOn } from './under-fire.ts';

export function cardReaderRig(clock: TurnedClock): Rig {
  const simulator = createReaderSimulator({ clock });
  const { transport, ...wire } = fireWireOn(simulator);
  const { note, takeNews } = createNewsCount();
  const reader = createCardReaderOn({ transport, clock, onEvent: note });
  reader.start();
  const put = ({ whim }: Moment): void => {
    const card = SANDBOX_CARDS[whim % SANDBOX_CARDS.length];
    if (card !== undefined) simulator.put(card);
  };
  const wishes = [() => simulator.remove(), () => reader.wake(), () => reader.rest(), () => reader.reread()];
  return { ...wire, takeNews, whims: [...Array.from({ length: 40 }, () => put), ...wishes] };
}
