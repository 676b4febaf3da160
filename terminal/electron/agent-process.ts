// Keeps the agent running behind the window: started as a utility process, started again with growing patience when
// it ends.
import { join } from 'node:path';
import { utilityProcess, type UtilityProcess } from 'electron';
import { bridgeFrom, type TerminalBridge } from './bridge.ts';
import { restartDelayMs } from './settings.ts';

export interface AgentProcess {
  /** The address of the first start. */
  bridge(): Promise<TerminalBridge>;
  /** Called with the new address whenever the agent is back after an end. */
  onRestarted(listener: (bridge: TerminalBridge) => void): void;
  stop(): void;
}

/** The agent reads its settings from the environment, which the system service of the kiosk sets. */
export function keepAgent(): AgentProcess {
  const first = Promise.withResolvers<TerminalBridge>();
  let listener: (bridge: TerminalBridge) => void = () => undefined;
  let child: UtilityProcess | undefined;
  let failures = 0;
  let stopped = false;

  const start = (): void => {
    child = utilityProcess.fork(join(import.meta.dirname, 'core.js'), [], { serviceName: 'zhanggui-agent' });
    child.on('message', (message: unknown) => {
      const url = readyUrl(message);
      if (url === undefined) return;
      const bridge = bridgeFrom(url);
      first.resolve(bridge);
      if (failures > 0) listener(bridge);
      failures = 0;
    });
    child.once('exit', () => {
      if (stopped) return;
      failures += 1;
      setTimeout(start, restartDelayMs(failures));
    });
  };

  start();
  return {
    bridge: () => first.promise,
    onRestarted: (given) => {
      listener = given;
    },
    stop: () => {
      stopped = true;
      child?.kill();
    },
  };
}

function readyUrl(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('ready' in message) || !('url' in message)) return undefined;
  return message.ready === true && typeof message.url === 'string' ? message.url : undefined;
}
