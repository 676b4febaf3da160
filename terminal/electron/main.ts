// The shell's start: what must be set before Electron is ready, then the guards, the agent, the window. Rules are in
// settings.ts and permissions.ts, where they are tested without Electron.
import { join } from 'node:path';
import { app, ipcMain, powerSaveBlocker, protocol, session, type BrowserWindow } from 'electron';
import { keepAgent, type AgentProcess } from './agent-process.ts';
import { bridgeChannel, bridgeFrom, type TerminalBridge } from './bridge.ts';
import { guardContents, guardSession, mayNavigate } from './permissions.ts';
import { serveKiosk } from './scheme.ts';
import { kioskScheme } from './settings.ts';
import { openWindow, reloadPage } from './window.ts';

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

  // The window does not wait for the agent: a counter that shows nothing cannot say what is wrong.
  let bridge: TerminalBridge | null = null;
  let window: BrowserWindow | null = null;
  const agent = agentOf(process.env['AGENT_URL'], (current) => {
    bridge = current;
    if (window !== null) reloadPage(window);
  });
  app.once('will-quit', () => agent.stop());
  ipcMain.on(bridgeChannel, (event) => {
    event.returnValue = mayNavigate(event.senderFrame?.url ?? '') ? bridge : null;
  });
  window = openWindow(app.isPackaged || process.argv.includes('--kiosk'));
}

/** `npm start` runs the agent itself and tells its address; an installed kiosk runs its own. */
function agentOf(given: string | undefined, onReady: (bridge: TerminalBridge) => void): AgentProcess {
  if (given === undefined) return keepAgent(onReady);
  onReady(bridgeFrom(given));
  return { stop: () => undefined };
}

function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
}
