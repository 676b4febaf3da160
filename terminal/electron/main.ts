// The shell's start: what must be set before Electron is ready, then the guards, the agent, the window. Rules are in
// settings.ts and permissions.ts, where they are tested without Electron.
import { join } from 'node:path';
import { app, ipcMain, powerSaveBlocker, protocol, session } from 'electron';
import { keepAgent, type AgentProcess } from './agent-process.ts';
import { bridgeChannel, bridgeFrom } from './bridge.ts';
import { guardContents, guardSession, mayNavigate } from './permissions.ts';
import { serveKiosk } from './scheme.ts';
import { kioskScheme } from './settings.ts';
import { openWindow } from './window.ts';

app.enableSandbox();
protocol.registerSchemesAsPrivileged([kioskScheme]);
app.on('web-contents-created', (_event, contents) => guardContents(contents));
// A kiosk without a window is a broken kiosk: closing it ends the program, and the system service starts it again.
app.on('window-all-closed', () => app.quit());

// Not awaited: Electron becomes ready only after this module has been evaluated.
if (app.requestSingleInstanceLock()) start().catch(giveUp);
else app.quit();

async function start(): Promise<void> {
  await app.whenReady();
  guardSession(session.defaultSession);
  serveKiosk(protocol, process.env['KIOSK_DIR'] ?? join(app.getAppPath(), '.build', 'kiosk'));
  powerSaveBlocker.start('prevent-display-sleep');

  const agent = agentOf(process.env['AGENT_URL']);
  app.once('will-quit', () => agent.stop());
  let bridge = await agent.bridge();
  ipcMain.on(bridgeChannel, (event) => {
    event.returnValue = mayNavigate(event.senderFrame?.url ?? '') ? bridge : null;
  });
  const window = openWindow(app.isPackaged || process.argv.includes('--kiosk'));
  agent.onRestarted((again) => {
    bridge = again;
    window.reload();
  });
}

/** `npm start` runs the agent itself and tells its address; an installed kiosk runs its own. */
function agentOf(given: string | undefined): AgentProcess {
  if (given === undefined) return keepAgent();
  const bridge = Promise.resolve(bridgeFrom(given));
  return { bridge: () => bridge, onRestarted: () => undefined, stop: () => undefined };
}

function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
}
