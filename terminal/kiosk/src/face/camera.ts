/** The camera of the panel: opened for one screen, closed when it is left. */
export const PICTURE = { width: 640, height: 480, quality: 0.85 } as const;

/** Rejects where there is no camera, or it is denied or taken; the caller says so. */
export function openCamera(devices: MediaDevices | undefined): Promise<MediaStream> {
  // Outside a secure origin a browser has no camera at all.
  if (!devices) return Promise.reject(new DOMException('No camera on this page.', 'NotFoundError'));
  return devices.getUserMedia({
    audio: false,
    video: { width: { ideal: PICTURE.width }, height: { ideal: PICTURE.height }, facingMode: 'user' },
  });
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The frame as it is, not mirrored, as JPEG in base64 without a data URL's head. */
export function takeJpeg(frame: CanvasImageSource & { videoWidth: number; videoHeight: number }): string {
  const canvas = document.createElement('canvas');
  canvas.width = frame.videoWidth;
  canvas.height = frame.videoHeight;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No picture can be drawn here.');
  context.drawImage(frame, 0, 0);
  return canvas.toDataURL('image/jpeg', PICTURE.quality).split(',')[1] ?? '';
}
