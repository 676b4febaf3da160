// Keeps the agent running behind the window: started as a utility process, started again with growing patience when
// it ends.
import { join } from 'node:path';
import { utilityProcess, type UtilityProcess } from 'electron';
import { bridgeFrom, type TerminalBridge } from './bridge.ts';
import { restartDelayMs } from './settings.ts';

export interface AgentProcess {
  stop(): void;
}

/**
 * The agent reads its settings from the environment, which the system service of the kiosk sets. `onReady` is called
 * with its address, a new one each time, whenever it is ready: after the first start and after every later one.
 */
export function keepAgent(onReady: (bridge: TerminalBridge) => void): AgentProcess {
  let child: UtilityProcess | undefined;
  let failures = 0;
  let stopped = false;

  const start = (): void => {
    child = utilityProcess.fork(join(import.meta.dirname, 'core.js'), [], { serviceName: 'zhanggui-agent' });
    child.on('message', (message: unknown) => {
      const url = readyUrl(message);
      if (url === undefined) return;
      failures = 0;
      onReady(bridgeFrom(url));
    });
    child.once('exit', () => {
      if (stopped) return;
      failures += 1;
      setTimeout(start, restartDelayMs(failures));
    });
  };

  start();
  return {
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
