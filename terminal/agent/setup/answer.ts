import type { Language } from '#shared/messages/language.ts';
import type { SetupEffect, SetupEvent } from './events.ts';
import { printedNews } from './hear-device.ts';
import type { SetupPorts } from './ports.ts';

/** Does what the rules want done and gives what came of it; null where a person or a device has the next word. */
export async function answerSetup(
  effect: SetupEffect,
  ports: SetupPorts,
  language: Language,
): Promise<SetupEvent | null> {
  const { devices } = ports;
  switch (effect.do) {
    case 'verify-code':
      return { kind: 'code-verified', right: await ports.codes.isRight(effect.code) };
    case 'keep-code':
      await ports.codes.keep(effect.code);
      return { kind: 'code-kept' };
    case 'list-devices':
      return { kind: 'listed', ...(await devices.list()) };
    case 'assign':
      return { kind: 'assigned', role: effect.role, result: await devices.assign(effect.role, effect.entry) };
    case 'assign-camera':
      return { kind: 'assigned', role: 'camera', result: await devices.assignCamera(effect.label) };
    case 'check-machine':
      return { kind: 'checked', checks: await ports.machine.check() };
    case 'enrol':
      return { kind: 'enrolled', result: await ports.enrol(effect.code) };
    case 'test':
      if (effect.role === 'reader') devices.reader.reread();
      return effect.role === 'printer'
        ? printedNews(await devices.print(ports.testPage(language, ports.clock.now())))
        : null;
    case 'end-test':
      if (effect.role === 'reader') devices.reader.rest();
      return null;
  }
}
