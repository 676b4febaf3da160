/** The camera of the panel: opened for one screen, closed when it is left. */
export const PICTURE = { width: 640, height: 480, quality: 0.85 } as const;

/**
 * Opens the camera with this label, the one that was chosen at set-up; without it, or with no label, the browser's own
 * choice. Rejects where there is no camera, or it is denied or taken; the caller says so.
 */
export async function openCamera(devices: MediaDevices | undefined, label: string | null): Promise<MediaStream> {
  // Outside a secure origin a browser has no camera at all.
  if (!devices) throw new DOMException('No camera on this page.', 'NotFoundError');
  const usual = await devices.getUserMedia(wanted({ facingMode: 'user' }));
  if (label === null || usual.getVideoTracks()[0]?.label === label) return usual;
  // Only now, with a camera open, does the browser tell the others' labels.
  const chosen = (await devices.enumerateDevices()).find(
    ({ kind, label: name }) => kind === 'videoinput' && name === label,
  );
  if (chosen === undefined) return usual;
  closeCamera(usual);
  return devices.getUserMedia(wanted({ deviceId: { exact: chosen.deviceId } }));
}

function wanted(which: MediaTrackConstraints): MediaStreamConstraints {
  return { audio: false, video: { width: { ideal: PICTURE.width }, height: { ideal: PICTURE.height }, ...which } };
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
