// The one short table that a start ends with.
import type { StartConfig } from './config.ts';
import type { CounterDevices } from './devices.ts';
import { sandboxSetupCode, type Login } from './programs.ts';

export interface Running {
  readonly config: StartConfig;
  readonly devices: CounterDevices;
  readonly kioskUrl: string;
  /** Without its password. */
  readonly database: string;
  readonly logins: readonly Login[];
  readonly seconds: number;
}

export function startTable(running: Running): string {
  const { config, devices } = running;
  const portal = `http://127.0.0.1:${config.serverPort}`;
  const places: [string, string][] = [
    ['门户 Portal', portal],
    ['柜台 Kiosk', running.kioskUrl],
    ['沙箱托盘 Sandbox tray', `${portal}/sandbox`],
    ['装机页 Set-up', `five taps on the kiosk's top left corner, code ${sandboxSetupCode}`],
    ['读卡器 Reader', devices.addresses.reader ?? none],
    ['扫码器 Scanner', devices.addresses.scanner ?? none],
    ['打印机 Printer', devices.addresses.printer ?? none],
    ['数据库 Database', running.database],
    ['日志 Logs', `${config.dataDir}/logs`],
  ];
  return [
    `掌柜 Zhanggui is ready (${running.seconds.toFixed(1)} s). Everything outside is a sandbox.`,
    '',
    ...rows(places),
    '',
    ...loginLines(running.logins),
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}

const none = '没有 none';

/** One screen is enough for the whole table as long as the sandbox has one password for everybody. */
function loginLines(logins: readonly Login[]): string[] {
  const [first] = logins;
  if (first !== undefined && logins.every(({ password }) => password === first.password)) {
    const names = logins.map(({ username }) => username).join(' ');
    return [`Sandbox logins (password for all: ${first.password}):`, `  ${names}`];
  }
  const each = logins.map(({ role, username, password }): [string, string] => [role, `${username}  /  ${password}`]);
  return ['Sandbox logins (user / password):', ...rows(each)];
}

function rows(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([name]) => columns(name)));
  return pairs.map(([name, value]) => `  ${name}${' '.repeat(width - columns(name))}   ${value}`);
}

/** A Chinese character takes two columns of a terminal. */
function columns(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1), 0);
}

export function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password = '';
  return url.href;
}
