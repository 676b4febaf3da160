import type { TerminalProfile } from '#shared/wire/terminal.ts';
import type { SetupCheck, SetupRole, SetupSummary, SummaryLine } from './snapshot.ts';

/** A counter can work without these; without the others it cannot. */
const OPTIONAL_ROLES: ReadonlySet<SetupRole['role']> = new Set(['printer', 'scanner']);

/**
 * The last page: every part with a colour, and a word that sums them up for the telephone. A technician who reads
 * another line than the screen shows also reads another word.
 */
export function summaryOf(parts: {
  readonly roles: readonly SetupRole[];
  readonly checks: readonly SetupCheck[];
  readonly profile: TerminalProfile | null;
  readonly hasCode: boolean;
  readonly version: string;
}): SetupSummary {
  const lines: SummaryLine[] = [
    ...parts.roles.map(roleLine),
    ...parts.checks.map(({ check, state, value }): SummaryLine => ({ what: check, state, value })),
    { what: 'enrolled', state: parts.profile === null ? 'bad' : 'good', value: parts.profile?.label ?? '' },
    { what: 'setup-code', state: parts.hasCode ? 'good' : 'bad', value: '' },
  ];
  const label = parts.profile?.label ?? 'NEW';
  const text = JSON.stringify([parts.version, lines.map(({ what, state }) => [what, state])]);
  return {
    isGreen: parts.checks.length > 0 && lines.every(({ state }) => state !== 'bad'),
    readOut: `${label}-${checkWord(text)}`,
    version: parts.version,
    lines,
  };
}

function roleLine({ role, health, test }: SetupRole): SummaryLine {
  const value = health?.identity.samId ?? health?.identity.firmware ?? health?.identity.model ?? '';
  const isLost = health !== null && health.address !== null && health.state === 'lost';
  if (isLost) return { what: role, state: 'bad', value };
  switch (test.state) {
    case 'passed':
      return { what: role, state: 'good', value };
    case 'failed':
      return { what: role, state: 'bad', value };
    case 'skipped':
      return { what: role, state: OPTIONAL_ROLES.has(role) ? 'warning' : 'bad', value };
    // What was neither tested nor said to be missing on purpose is not done.
    case 'not-done':
    case 'waiting':
      return { what: role, state: 'bad', value };
  }
}

/** Without letters and digits that sound or look alike. */
const READABLE = 'ACDEFHJKLMNPRTWXY34679';
const WORD_LENGTH = 4;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Four characters over FNV-1a (32 bits): it guards against slips of the tongue, not against malice. */
function checkWord(text: string): string {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
  let word = '';
  for (let place = 0; place < WORD_LENGTH; place += 1) {
    word += READABLE.charAt(hash % READABLE.length);
    hash = Math.floor(hash / READABLE.length);
  }
  return word;
}
