/** The thin shell around the wizard's rules: facts in, effects out, one snapshot after every change. */
import type { HubEvent } from '#hardware/index.ts';
import { done, type Result } from '#shared/refusals/refusal.ts';
import { kindOf } from '../log.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { SetupEffect, SetupEvent, SetupFacts } from './events.ts';
import { answerSetup } from './answer.ts';
import { diagnose } from './diagnostics.ts';
import { hearDevice } from './hear-device.ts';
import type { SetupIntent } from './intents.ts';
import type { SetupPorts } from './ports.ts';
import { projectSetup } from './project.ts';
import type { SetupSnapshot } from './snapshot.ts';
import { firstState } from './state.ts';
import { nextSetup } from './table.ts';

export interface Setup {
  current(): SetupSnapshot;
  subscribe(listener: (snapshot: SetupSnapshot) => void): () => void;
  send(intent: SetupIntent): Result<null>;
  /** Every event of a device. While the wizard is open the counter does not hear of cards and codes. */
  hear(event: HubEvent): void;
  /** The wizard has the word: cards and codes are no shopper's, from the code pad on. */
  hasTheWord(): boolean;
  /** Null while the wizard is not open: the page that may ask is the technician's. */
  diagnostics(): Diagnostics | null;
  stop(): void;
}

/** An open wizard that nobody touches closes itself: the shop wants to sell. */
const QUIET_MS = 15 * 60_000;

export function runSetup(ports: SetupPorts, { sandbox }: { sandbox: boolean }): Setup {
  const { clock, devices, log } = ports;
  const listeners = new Set<(snapshot: SetupSnapshot) => void>();
  let state = firstState({ isEnrolled: ports.profile() !== null, hasCode: ports.codes.has() });
  let revision = 1;
  let cancelQuiet = (): void => undefined;
  const unwatch = devices.watchHealth(() => {
    if (state.access === 'open') publish();
  });

  function facts(): SetupFacts {
    const assigned = new Map(
      devices.health().flatMap(({ role, address }) => (address === null ? [] : [[role, address] as const])),
    );
    return { now: clock.now(), isEnrolled: ports.profile() !== null, isCounterFree: ports.isCounterFree(), assigned };
  }

  function current(): SetupSnapshot {
    const world = {
      health: devices.health(),
      camera: devices.camera(),
      paperWidthMm: devices.paperWidthMm(),
      scannerProtocol: devices.scannerProtocol(),
      profile: ports.profile(),
      sandbox,
    };
    return projectSetup(state, { ...world, revision, version: ports.version });
  }

  function publish(): void {
    revision += 1;
    const snapshot = current();
    for (const listener of listeners) listener(snapshot);
  }

  function take(event: SetupEvent): Result<null> {
    const from = state.access;
    const move = nextSetup(state, event, facts());
    state = move.state;
    if (from !== state.access) log.info('setup-access', { from, to: state.access, by: event.kind });
    for (const effect of move.effects) perform(effect);
    armQuiet();
    publish();
    return move.refusal === null ? done(null) : { ok: false, refusal: move.refusal };
  }

  function armQuiet(): void {
    cancelQuiet();
    if (state.access !== 'closed') cancelQuiet = clock.after(QUIET_MS, () => take({ kind: 'quiet' }));
  }

  function perform(effect: SetupEffect): void {
    answerSetup(effect, ports, state.language).then(
      (event) => {
        if (event !== null) take(event);
      },
      // A mistake of ours or a broken disk: the wizard stays usable, and the log has its kind.
      (error: unknown) => {
        log.error('setup-effect-failed', { effect: effect.do, kind: kindOf(error) });
        take({ kind: 'effect-failed', effect: effect.do });
      },
    );
  }

  if (state.access === 'open') {
    perform({ do: 'list-devices' });
    perform({ do: 'check-machine' });
  }

  return {
    current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: take,
    hear: (event) => {
      const news = state.access === 'open' ? hearDevice(event) : null;
      if (news !== null) take(news);
    },
    hasTheWord: () => state.access !== 'closed',
    diagnostics: () => (state.access === 'open' ? diagnose(ports, state) : null),
    stop: () => {
      cancelQuiet();
      unwatch();
      listeners.clear();
    },
  };
}
