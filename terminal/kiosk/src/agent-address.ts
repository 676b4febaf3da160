/** What Electron's preload hands over; in a plain Chromium the address and its fragment say the same. */
export interface TerminalBridge {
  agentUrl: string;
  token: string;
}
declare global {
  interface Window {
    zhangguiTerminal?: TerminalBridge;
  }
}

export interface AgentAddress {
  url: string;
  /** Null where the page was opened without one: the agent will refuse it, and the screen says what to do. */
  token: string | null;
}

interface Page {
  zhangguiTerminal?: TerminalBridge | undefined;
  location: { protocol: string; host: string; hash: string; pathname: string; search: string };
  sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
  history: Pick<History, 'replaceState'>;
}

const KEY = 'zhanggui.token';

/** Where the agent is and the token of this start. The token leaves the address bar at once, for nobody to photograph. */
export function takeAgentAddress(page: Page): AgentAddress {
  if (page.zhangguiTerminal) return { url: page.zhangguiTerminal.agentUrl, token: page.zhangguiTerminal.token };
  const { protocol, host, hash, pathname, search } = page.location;
  const given = new URLSearchParams(hash.slice(1)).get('token');
  if (given) {
    page.sessionStorage.setItem(KEY, given);
    page.history.replaceState(null, '', `${pathname}${search}`);
  }
  return {
    url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/agent`,
    token: given ?? page.sessionStorage.getItem(KEY),
  };
}
