import { done, type Result } from '#shared/refusals/refusal.ts';
import type { TerminalProfile } from '#shared/wire/terminal.ts';
import { deadline, type IdleLimits } from './idle-time.ts';
import type { Intent } from './intents.ts';
import type { SessionEvent } from './machine/events.ts';
import { freshSession, type Facts } from './machine/stages.ts';
import { next } from './machine/table.ts';
import { createPerformer } from './perform.ts';
import type { SessionPorts } from './ports.ts';
import { project } from './project.ts';
import type { Snapshot } from './snapshot.ts';
import { UNKNOWN_WORLD, worldAfter, type World } from './world.ts';

export interface SessionRunner {
  current(): Snapshot;
  /** Calls back after every change; the returned function ends it. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  /** What a person wants. The refusal is also in the snapshot where it is for the person's eyes. */
  send(intent: Intent): Result<null>;
  /** What the devices, the line and the queue have to say. */
  tell(event: SessionEvent): void;
  /** Something shown outside the session changed (items waiting). */
  refresh(): void;
  /** Whatever waits for the server tries now. */
  nudge(): void;
  stop(): void;
}

export interface RunnerOptions {
  readonly ports: SessionPorts;
  readonly profile: TerminalProfile;
  readonly sandbox: boolean;
  readonly limits: IdleLimits;
}

/** The thin shell around the table: facts in, effects out, one snapshot after every change. */
export function runSession({ ports, profile, sandbox, limits }: RunnerOptions): SessionRunner {
  const { clock } = ports;
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const performer = createPerformer(ports, tell);
  let session = freshSession(clock.now());
  let world = UNKNOWN_WORLD;
  let revision = 1;
  let cancelTimer = (): void => undefined;
  let timerAt: number | null = null;

  /** Whether there is a printer is asked when it matters: it comes and goes with the technician only. */
  function known(): World & Pick<Facts, 'paperWidthMm'> {
    return { ...world, paperWidthMm: ports.printer.widthMm() };
  }

  function facts(): Facts {
    return { now: clock.now(), freshId: ports.newId(), terminalId: profile.terminalId, ...known() };
  }

  function current(): Snapshot {
    const shown = { now: clock.now(), ...known() };
    return project(session, { revision, facts: shown, profile, sandbox, waiting: ports.queue.waiting(), limits });
  }

  function dispatch(event: SessionEvent): Result<null> {
    // Facts change before the rules hear of it, so that a rule and a snapshot never see two truths.
    const worldBefore = world;
    world = worldAfter(world, event);
    const from = session.stage.at;
    const step = next(session, event, facts());
    const hasChanged = step.session !== session;
    session = step.session;
    if (session.stage.at !== from) ports.log.info('session-moved', { from, to: session.stage.at, by: event.kind });
    try {
      for (const effect of step.effects) performer.perform(effect);
      if (event.kind === 'line-back') performer.nudge();
    } finally {
      // Whatever an effect ran into, the session has moved: the screen must not stay behind, nor stay for ever.
      armTimer();
      if (hasChanged || world !== worldBefore) publish();
    }
    return step.refusal ? { ok: false, refusal: step.refusal } : done(null);
  }

  function publish(): void {
    revision += 1;
    const snapshot = current();
    for (const listener of listeners) listener(snapshot);
  }

  function armTimer(): void {
    const at = deadline(session, limits)?.resetAt ?? null;
    if (at === timerAt) return;
    cancelTimer();
    timerAt = at;
    if (at === null) return;
    cancelTimer = clock.after(Math.max(0, at - clock.now()), () => {
      timerAt = null;
      dispatch({ kind: 'timeout' });
    });
  }

  // An effect may bring its event at once (a device that answers in the same breath): it waits for the step to end.
  const heard: SessionEvent[] = [];
  let isTelling = false;
  function tell(event: SessionEvent): void {
    heard.push(event);
    if (isTelling) return;
    isTelling = true;
    try {
      for (let first = heard.shift(); first !== undefined; first = heard.shift()) dispatch(first);
    } finally {
      isTelling = false;
    }
  }

  function send(intent: Intent): Result<null> {
    isTelling = true;
    try {
      return dispatch(intent);
    } finally {
      isTelling = false;
      for (const event of heard.splice(0)) tell(event);
    }
  }

  return {
    current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send,
    tell,
    refresh: publish,
    nudge: performer.nudge,
    stop: () => {
      cancelTimer();
      performer.stop();
      listeners.clear();
    },
  };
}
