// Every process that is started gets a group of its own: a Ctrl-C in the terminal then reaches only the launcher,
// which stops the others in order, and a whole group can be ended at once. The list of the living is the last net.
import type { ChildProcess } from 'node:child_process';
import { hasCode } from '../problem.ts';

/** Windows has no groups, and would open a console window for each. */
export const ownGroup = process.platform !== 'win32';

const living = new Set<ChildProcess>();

export function track(child: ChildProcess): ChildProcess {
  living.add(child);
  const forget = (): void => void living.delete(child);
  child.once('exit', forget);
  child.once('error', forget);
  return child;
}

/** Ends at once whatever is still there; synchronous, so that it can be the last thing a program does. */
export function killTracked(): void {
  for (const child of living) signalGroup(child, 'SIGKILL');
}

export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (!ownGroup) {
    // Windows has no signals either: a closed channel asks the program to end, kill ends it.
    if (signal === 'SIGTERM' && child.connected) child.disconnect();
    else child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}
