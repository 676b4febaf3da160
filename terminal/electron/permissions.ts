// What a page may ask for: the camera, from our own page, and nothing else. Requests, checks, devices and pop-ups all
// go through here; whatever is not listed is denied.
import type { Session, WebContents } from 'electron';
import { kioskOrigin } from './settings.ts';

/** Chromium's permission names; `media` counts only for video. */
export const allowed = { media: ['video'] } as const;

export interface Ask {
  readonly permission: string;
  readonly origin: string;
  readonly mediaTypes: readonly string[];
}

export function mayHave({ permission, origin, mediaTypes }: Ask): boolean {
  if (originOf(origin) !== kioskOrigin || permission !== 'media') return false;
  const kinds: readonly string[] = allowed.media;
  return mediaTypes.length > 0 && mediaTypes.every((kind) => kinds.includes(kind));
}

/** The kiosk stays on its own page: no other scheme, host or file ever gets into the window. */
export function mayNavigate(url: string): boolean {
  return originOf(url) === kioskOrigin;
}

/** Written out, because URL.origin is "null" for schemes that only Electron knows. */
export function originOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed === null || parsed.host === '' ? undefined : `${parsed.protocol}//${parsed.host}`;
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(mayHave({ permission, origin: details.requestingUrl, mediaTypes }));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayHave({ permission, origin, mediaTypes: details.mediaType === undefined ? [] : [details.mediaType] }),
  );
  session.setDevicePermissionHandler(() => false);
  for (const event of ['select-serial-port', 'select-hid-device', 'select-usb-device'] as const) {
    // One handler for three events of the same shape: prevent, and choose nothing.
    (session as NodeJS.EventEmitter).on(event, (prevented: { preventDefault(): void }, ...rest: unknown[]) => {
      prevented.preventDefault();
      const answer = rest.at(-1);
      if (typeof answer === 'function') (answer as (id: string) => void)('');
    });
  }
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
}

export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
