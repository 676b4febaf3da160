import type { Config, FaceResult, Human } from '@vladmandic/human';
import type { Sight } from '../rules/face-hints.ts';

export const DETECTOR = 'human-3.3.6/blazeface';

/** Models and WebAssembly lie beside the page, in our own build: nothing comes from another origin. */
const ASSETS = new URL('human/', document.baseURI).href;

const SETTINGS: Partial<Config> = {
  backend: 'wasm',
  wasmPath: ASSETS,
  modelBasePath: ASSETS,
  cacheModels: false,
  cacheSensitivity: 0,
  warmup: 'none',
  debug: false,
  async: true,
  filter: { enabled: false },
  face: {
    enabled: true,
    detector: { enabled: true, modelPath: 'blazeface.json', maxDetected: 3, rotation: false, return: false },
    mesh: { enabled: true, modelPath: 'facemesh.json' },
    iris: { enabled: false },
    attention: { enabled: false },
    description: { enabled: false },
    emotion: { enabled: false },
    antispoof: { enabled: false },
    liveness: { enabled: false },
  },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: false },
  gesture: { enabled: false },
  segmentation: { enabled: false },
};

/**
 * The detector itself is broken, not the camera. Its WebAssembly cannot be started twice in one page, so the page has
 * to be loaded anew; the session at the agent goes on.
 */
export class DetectorFault extends Error {}

/** The part of TensorFlow.js that is used here; the library's own types leave it open. */
interface Engine {
  tf: { getBackend(): string; env(): { set(name: string, value: boolean): void } };
}

let loading: Promise<Human> | null = null;

/** Two megabytes that only this step needs: loaded once, and again only after a failure. */
export function loadDetector(): Promise<Human> {
  loading ??= start().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Begins to load while the shopper is busy elsewhere; a failure shows where the detector is needed, not here. */
export function warmUpDetector(): void {
  loadDetector().then(
    () => undefined,
    () => undefined,
  );
}

async function start(): Promise<Human> {
  // Asked first, because a file missing later would spoil the page: the agent may just be starting again.
  const reachable = await fetch(new URL('blazeface.json', ASSETS));
  if (!reachable.ok) throw new Error('The face detector is not there.');
  const { Human: Detector } = await import('@vladmandic/human');
  const human = new Detector(SETTINGS);
  stayInOneThread(human);
  await human.load();
  // The library goes on without WebAssembly or models where they cannot be read, and then finds nobody, or hangs.
  if (backendOf(human) !== SETTINGS.backend || human.models.loaded().length < 2) {
    throw new DetectorFault('The face detector could not be started.');
  }
  return human;
}

/**
 * The library's threads begin as scripts made on the spot (blob:), which our content policy rightly refuses; and on a
 * picture of this size they are no faster (21 pictures a second either way).
 */
function stayInOneThread(human: Engine): void {
  human.tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
}

function backendOf(human: Engine): string {
  return human.tf.getBackend();
}

export async function look(human: Human, video: HTMLVideoElement): Promise<Sight> {
  const { face } = await human.detect(video);
  return sightOf(face, video.videoWidth, video.videoHeight);
}

function sightOf(faces: readonly FaceResult[], width: number, height: number): Sight {
  const largest = faces.toSorted((a, b) => b.size[1] - a.size[1])[0];
  if (!largest) return { faces: 0, detectionPercent: 0, heightPercent: 0, middleX: 0, middleY: 0 };
  const [x, y, faceWidth, faceHeight] = largest.box;
  const percent = (part: number, whole: number) => Math.round(Math.min(Math.max((100 * part) / whole, 0), 100));
  return {
    faces: faces.length,
    detectionPercent: percent(largest.score, 1),
    heightPercent: percent(faceHeight, height),
    middleX: (100 * (x + faceWidth / 2)) / width,
    middleY: (100 * (y + faceHeight / 2)) / height,
  };
}
