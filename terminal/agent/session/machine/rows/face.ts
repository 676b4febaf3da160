/** One picture with one face in it, kept as evidence. Matching and liveness are not checked here, and nothing claims so. */
import { refuse, type Result } from '#shared/refusals/refusal.ts';
import type { FaceInHand } from '../draft.ts';
import type { EventOf } from '../events.ts';
import { notAllowed, progress, say, sayCode, to, visit, type Row } from '../step.ts';
import { beforeSubmission } from './everywhere.ts';
import { toIdentity } from './opening.ts';

/** Smaller than this share of the picture's height, a face is too far away to be compared later. */
export const FACE_HEIGHT_PERCENT_MIN = 20;

export const face: Row<'face'> = {
  ...beforeSubmission,
  'take-face': (turn) => {
    const taken = checkFace(turn.event, turn.facts.now);
    if (!taken.ok) return say(turn, taken.refusal);
    return to(turn, { at: 'face', draft: { ...turn.stage.draft, face: taken.value } });
  },
  'camera-failed': (turn) => sayCode(turn, 'camera-unavailable'),
  again: (turn) => {
    const { draft } = turn.stage;
    const wipe = draft.face ? [{ do: 'wipe' as const, bytes: [draft.face.jpeg] }] : [];
    return to(turn, { at: 'face', draft: { ...draft, face: null } }, ...wipe);
  },
  continue: (turn) => {
    const { draft } = turn.stage;
    if (!draft.face) return notAllowed(turn);
    const contact = { at: 'contact', draft, ask: 'phone', fromReview: false, pending: null } as const;
    return to(turn, contact, progress(visit(draft), 'face'));
  },
  back: (turn) => {
    const [stage, ...effects] = toIdentity(turn.stage.draft);
    return to(turn, stage, ...effects);
  },
};

function checkFace(taken: EventOf<'take-face'>, now: number): Result<FaceInHand> {
  if (taken.faces === 0) return refuse('no-face');
  if (taken.faces > 1) return refuse('several-faces');
  if (taken.faceHeightPercent < FACE_HEIGHT_PERCENT_MIN) return refuse('face-too-small');
  const jpeg = new Uint8Array(Buffer.from(taken.jpeg, 'base64'));
  if (!(jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg[2] === 0xff)) return refuse('picture-unreadable');
  const { detectionPercent, detector } = taken;
  return { ok: true, value: { jpeg, capturedAt: now, detectionPercent, detector } };
}
