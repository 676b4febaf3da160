import type { SimulatedCard, SimulatedResident } from '../simulators/card-image.ts';
import { SANDBOX_CARDS } from '../simulators/people.ts';

/** The worked example of protocols 1.15. */
export const EXAMPLE_CARD: SimulatedResident = {
  layout: 'resident',
  id: 'example',
  label: '张三',
  note: 'Worked example.',
  name: '张三',
  sex: '1',
  ethnicityCode: '01',
  birth: '19000101',
  address: '北京市东城区示例胡同1号',
  number: '110101190001010014',
  authority: '北京市公安局东城分局',
  validFrom: '20200101',
  validTo: '20400101',
  letter: ' ',
  isPulledAwayOnce: false,
};

export function sandboxCard(id: string): SimulatedCard {
  const card = SANDBOX_CARDS.find((known) => known.id === id);
  if (card === undefined) throw new Error(`no sandbox card ${id}`);
  return card;
}
