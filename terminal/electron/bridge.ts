// The one thing that a page gets from the shell: where its agent is, and the token of this start.
export const bridgeChannel = 'zhanggui:terminal';

export interface TerminalBridge {
  readonly agentUrl: string;
  readonly token: string;
}

/** The agent says its address as the page's in a browser: http://127.0.0.1:PORT/#token=… */
export function bridgeFrom(agentPageUrl: string): TerminalBridge {
  const url = new URL(agentPageUrl);
  const token = new URLSearchParams(url.hash.slice(1)).get('token');
  if (token === null || token === '') throw new Error('the address of the agent carries no token');
  return { agentUrl: url.origin, token };
}
