import { closeCamera, openCamera } from '../face/camera.ts';

export interface CameraChoice {
  readonly id: string;
  /** The browser's name of the camera; empty while it may not be told. */
  readonly label: string;
}

/** The picture of one camera while its video is on the screen, and the others to choose from. */
export class CameraPreview {
  state = $state<'watching' | 'failed'>('watching');
  cameras = $state.raw<readonly CameraChoice[]>([]);
  current = $state<string | null>(null);
  size = $state.raw<{ width: number; height: number } | null>(null);

  /** An attachment for the camera of this label (null: the browser's choice): lives as long as the video element does. */
  show(label: string | null): (video: HTMLVideoElement) => () => void {
    return (video) => {
      const leaving = new AbortController();
      void this.#run(video, label, leaving.signal);
      return () => leaving.abort();
    };
  }

  /** The video comes back to the screen, and with it the camera. */
  retry(): void {
    this.state = 'watching';
  }

  async #run(video: HTMLVideoElement, label: string | null, leaving: AbortSignal): Promise<void> {
    let stream: MediaStream | null = null;
    try {
      stream = await openCamera(navigator.mediaDevices, label);
      if (leaving.aborted) return;
      video.srcObject = stream;
      await video.play();
      this.size = { width: video.videoWidth, height: video.videoHeight };
      this.current = stream.getVideoTracks()[0]?.getSettings().deviceId ?? null;
      // Labels are told only to a page that has a camera open.
      const all = await navigator.mediaDevices.enumerateDevices();
      this.cameras = all.flatMap(({ kind, deviceId, label: name }) =>
        kind === 'videoinput' ? [{ id: deviceId, label: name }] : [],
      );
      await new Promise<void>((resolve) => leaving.addEventListener('abort', () => resolve(), { once: true }));
    } catch {
      if (!leaving.aborted) this.state = 'failed'; // No camera, taken, or not allowed: the page says what to do.
    } finally {
      this.size = null;
      if (stream) closeCamera(stream);
    }
  }
}
