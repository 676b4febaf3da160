// The kiosk's one window. It is expendable: the session lives in the agent, so a page that dies is loaded again.
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { kioskPage, shouldRelaunch, windowOptions } from './settings.ts';

export function openWindow(kiosk: boolean): BrowserWindow {
  const preload = join(import.meta.dirname, 'preload.cjs');
  const window = new BrowserWindow(windowOptions({ preload, kiosk, devTools: !app.isPackaged }));
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  reviveWhenDead(window);
  void window.loadURL(kioskPage);
  return window;
}

/** Lets the page ask for its agent again. One that is still loading is loaded to its end first. */
export function reloadPage(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.webContents.isLoading()) window.webContents.once('did-stop-loading', () => reloadPage(window));
  else window.reload();
}

function reviveWhenDead(window: BrowserWindow): void {
  const deaths: number[] = [];
  const revive = (): void => {
    deaths.push(Date.now());
    if (shouldRelaunch(deaths, Date.now())) {
      app.relaunch();
      app.exit(1);
    } else if (!window.isDestroyed()) {
      window.reload();
    }
  };
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') revive();
  });
  window.on('unresponsive', revive);
}
