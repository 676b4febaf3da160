/** What the camera sees, as the detector says it. Lengths are per cent of the picture's height or width. */
export interface Sight {
  faces: number;
  /** Of the largest face: confidence, height, and where its middle is; zeros where there is none. */
  detectionPercent: number;
  heightPercent: number;
  middleX: number;
  middleY: number;
}
export type FaceHint = 'starting' | 'nobody' | 'several' | 'closer' | 'further' | 'centre' | 'still' | 'good';

const DETECTION_LEAST = 60;
/** Below a quarter of the picture the face is too far away (the agent refuses under a fifth); above, it is cut off. */
const HEIGHT_LEAST = 25;
const HEIGHT_MOST = 88;
const OFF_CENTRE_MOST = 22;
/** A middle that moved more than this since the sight before would blur. */
const MOVED_MOST = 4;
const HOLD_MS = 1_000;

/** What to say about one sight; `before` is the sight before it. */
export function hintFor(sight: Sight, before: Sight | null): FaceHint {
  if (sight.faces === 0 || sight.detectionPercent < DETECTION_LEAST) return 'nobody';
  if (sight.faces > 1) return 'several';
  if (sight.heightPercent < HEIGHT_LEAST) return 'closer';
  if (sight.heightPercent > HEIGHT_MOST) return 'further';
  if (Math.abs(sight.middleX - 50) > OFF_CENTRE_MOST) return 'centre';
  if (before?.faces !== 1) return 'still';
  const moved = Math.hypot(sight.middleX - before.middleX, sight.middleY - before.middleY);
  return moved > MOVED_MOST ? 'still' : 'good';
}

/** How long one good face has been held. */
export interface Hold {
  hint: FaceHint;
  sight: Sight | null;
  /** Instant of the first good sight in a row; null while there is none. */
  goodSince: number | null;
  ready: boolean;
}
export const NO_HOLD: Hold = { hint: 'starting', sight: null, goodSince: null, ready: false };

/** The next state of the watch; `ready` once one good face was held for a second. */
export function watchFace(hold: Hold, sight: Sight, now: number): Hold {
  const hint = hintFor(sight, hold.sight);
  const goodSince = hint === 'good' ? (hold.goodSince ?? now) : null;
  return { hint, sight, goodSince, ready: goodSince !== null && now - goodSince >= HOLD_MS };
}
