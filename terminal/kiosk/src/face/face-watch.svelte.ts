import type { Intent } from '#agent/session/intents.ts';
import { NO_HOLD, watchFace, type FaceHint, type Hold, type Sight } from '../rules/face-hints.ts';
import { closeCamera, openCamera, takeJpeg } from './camera.ts';
import { DETECTOR, DetectorFault, loadDetector, look } from './detector.ts';

export type FacePicture = Omit<Extract<Intent, { kind: 'take-face' }>, 'kind'>;

interface Told {
  taken: (picture: FacePicture) => Promise<void>;
  failed: () => Promise<void>;
  /** The label of the camera that was chosen at set-up. */
  camera: string | null;
  /** Loads the page anew, for what cannot be mended within it. */
  restart: () => void;
}

/** After a picture the agent refused, the next one waits, so that its reason can be read. */
const PAUSE_AFTER_PICTURE_MS = 2_500;

/** Watches the camera while its video is on the screen, says how to stand, and takes the picture when one good face is held. */
export class FaceWatch {
  state = $state<'starting' | 'watching' | 'failed'>('starting');
  hint = $state<FaceHint>('starting');
  readonly #told: Told;
  #takeNow = false;
  #needsRestart = false;

  constructor(told: Told) {
    this.#told = told;
  }

  /** An attachment: lives as long as the video element does. */
  readonly show = (video: HTMLVideoElement): (() => void) => {
    const leaving = new AbortController();
    void this.#run(video, leaving.signal);
    return () => leaving.abort();
  };

  takeNow(): void {
    this.#takeNow = true;
  }

  /** The video comes back to the screen, and with it the camera. */
  retry(): void {
    if (this.#needsRestart) {
      this.#told.restart();
      return;
    }
    this.state = 'starting';
    this.hint = 'starting';
  }

  async #run(video: HTMLVideoElement, leaving: AbortSignal): Promise<void> {
    let stream: MediaStream | null = null;
    try {
      stream = await openCamera(navigator.mediaDevices, this.#told.camera);
      if (leaving.aborted) return;
      video.srcObject = stream;
      await video.play();
      const human = await loadDetector();
      this.state = 'watching';
      await this.#watch(video, (frame) => look(human, frame), leaving);
    } catch (error) {
      // No camera, camera denied or pulled out, models not readable: for the shopper all the same, and said in words.
      if (leaving.aborted) return;
      this.#needsRestart = error instanceof DetectorFault;
      this.state = 'failed';
      await this.#told.failed();
    } finally {
      if (stream) closeCamera(stream);
      video.srcObject = null;
    }
  }

  async #watch(
    video: HTMLVideoElement,
    see: (video: HTMLVideoElement) => Promise<Sight>,
    leaving: AbortSignal,
  ): Promise<void> {
    let hold: Hold = NO_HOLD;
    let notBefore = 0;
    while (!leaving.aborted) {
      await nextFrame(video, leaving);
      const sight = await see(video);
      if (hasLeft(leaving)) return;
      hold = watchFace(hold, sight, performance.now());
      this.hint = hold.hint;
      const isDue = hold.ready && performance.now() >= notBefore;
      if (!isDue && !this.#takeNow) continue;
      this.#takeNow = false;
      notBefore = performance.now() + PAUSE_AFTER_PICTURE_MS;
      await this.#told.taken(pictureOf(video, sight));
      hold = NO_HOLD;
    }
  }
}

/** Asked anew after every wait: the compiler believes that what was false before it still is. */
function hasLeft(leaving: AbortSignal): boolean {
  return leaving.aborted;
}

function pictureOf(video: HTMLVideoElement, sight: Sight): FacePicture {
  return {
    jpeg: takeJpeg(video),
    faces: sight.faces,
    detectionPercent: sight.detectionPercent,
    faceHeightPercent: sight.heightPercent,
    detector: DETECTOR,
  };
}

/** Resolves with the camera's next frame; rejects when the camera ended, e.g. because it was pulled out. */
function nextFrame(video: HTMLVideoElement, leaving: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const track = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined;
    const settled = new AbortController();
    const settle = (how: () => void) => () => {
      settled.abort();
      how();
    };
    const ended = settle(() => reject(new DOMException('The camera ended.', 'NotReadableError')));
    if (!track || track.readyState === 'ended') {
      ended();
      return;
    }
    track.addEventListener('ended', ended, { signal: settled.signal });
    leaving.addEventListener('abort', settle(resolve), { signal: settled.signal });
    video.requestVideoFrameCallback(settle(resolve));
  });
}
