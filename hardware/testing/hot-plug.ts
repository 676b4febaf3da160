/** Pulls the plug at a chosen moment of a device's life, puts it back later, and sees how long the driver needs. */
import type { SimulatedDevice } from '../simulators/device.ts';
import type { ManualClock } from '../simulators/manual-clock.ts';

export interface Rig {
  readonly clock: ManualClock;
  readonly plug: () => void;
  readonly unplug: () => void;
  /** Starts the driver and what people do with it meanwhile. */
  readonly live: () => void;
  /** Whether the driver says that its device is ready now. */
  readonly isReady: () => boolean;
  /** Does what the device is for; whether that works tells if the driver has recovered. */
  readonly works: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

/** `onTraffic` is to be called with each piece of bytes that goes over the wire, to the device and from it. */
export type RigBuilder = (onTraffic: () => void) => Rig;

/** At the n-th piece of bytes (before anything comes of it), or at a moment (virtual ms). */
export type Cut = { readonly atPiece: number } | { readonly atMs: number };

export interface Recovery {
  /** False where the story was over before its cut: nothing was tried. */
  readonly wasCut: boolean;
  /** From the plug's return to `ready`; null if that did not come. */
  readonly readyAfterMs: number | null;
  readonly works: boolean;
}

const READY_LIMIT_MS = 2000;
const STEP_MS = 10;
/** Far more than any recovery may take. */
const PATIENCE_MS = 30_000;

export async function unplugAndReplug(
  build: RigBuilder,
  { cut, absentMs, storyMs }: { readonly cut: Cut; readonly absentMs: number; readonly storyMs: number },
): Promise<Recovery> {
  const plug = { pieces: 0, wasCut: false, isBack: false };
  const rig = build(() => {
    plug.pieces += 1;
    // Wires end between two turns of the event loop, never within a call that writes.
    if ('atPiece' in cut && plug.pieces === cut.atPiece) rig.clock.after(0, pull);
  });
  const { clock } = rig;

  function pull(): void {
    plug.wasCut = true;
    rig.unplug();
    clock.after(absentMs, () => {
      rig.plug();
      plug.isBack = true;
    });
  }

  if ('atMs' in cut) clock.after(cut.atMs, pull);
  rig.live();
  while (!plug.isBack && (plug.wasCut || clock.nowMs() < storyMs)) await clock.advance(STEP_MS);
  const backAtMs = clock.nowMs();
  while (plug.isBack && !rig.isReady() && clock.nowMs() - backAtMs < PATIENCE_MS) await clock.advance(STEP_MS);
  const isReady = plug.isBack && rig.isReady();
  const readyAfterMs = isReady ? clock.nowMs() - backAtMs + STEP_MS : null;
  const works = isReady && (await rig.works());
  await rig.stop();
  return { wasCut: plug.wasCut, readyAfterMs, works };
}

export interface Tried {
  readonly cut: Cut;
  readonly recovery: Recovery;
}

interface Circumstances {
  readonly absentMs: number;
  readonly storyMs: number;
}

/** The first piece, the second, and so on to the end of the story. */
export async function everyPiece(build: RigBuilder, circumstances: Circumstances): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (let atPiece = 1; ; atPiece += 1) {
    const cut = { atPiece };
    const recovery = await unplugAndReplug(build, { cut, ...circumstances });
    if (!recovery.wasCut) return tried;
    tried.push({ cut, recovery });
  }
}

export async function everyMoment(
  build: RigBuilder,
  { everyMs, fromMs = 0, ...circumstances }: Circumstances & { readonly everyMs: number; readonly fromMs?: number },
): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (let atMs = fromMs; atMs < circumstances.storyMs; atMs += everyMs) {
    const cut = { atMs };
    tried.push({ cut, recovery: await unplugAndReplug(build, { cut, ...circumstances }) });
  }
  return tried;
}

/** What the house promises: back within two seconds of the device's return, and of use. */
export function isWell({ wasCut, readyAfterMs, works }: Recovery): boolean {
  return wasCut && works && readyAfterMs !== null && readyAfterMs <= READY_LIMIT_MS;
}

/** A device whose traffic is heard, and its requests. */
export function overheard(
  device: SimulatedDevice,
  onTraffic: () => void,
  onRequest: (bytes: Uint8Array) => void = () => undefined,
): SimulatedDevice {
  return {
    connect: (send) => {
      const connection = device.connect((bytes) => {
        onTraffic();
        send(bytes);
      });
      return {
        receive: (bytes) => {
          onTraffic();
          onRequest(bytes);
          connection.receive(bytes);
        },
        end: () => connection.end(),
      };
    },
    powerCycle: () => device.powerCycle(),
  };
}

/** Away for no time at all, back just after a look that found nothing, away for a coffee. */
export const ABSENCES_MS = [0, 510, 4321] as const;
