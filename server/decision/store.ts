import type { Tx } from '#server/platform/database.ts';
import type { DecisionRecordView } from '#shared/wire/portal.ts';

/** The record in full: what the portal shows, and what a replay compares with. */
export interface DecisionRecord extends DecisionRecordView {
  eventId: string;
  rateBps: number | null;
  inputsHash: string;
}

/** False where this application has a record for this event already: one event is decided once, ever. */
export async function insertRecord(tx: Tx, record: DecisionRecord): Promise<boolean> {
  const inserted = await tx.rows(
    `insert into decision.records
       (id, application_id, event_id, event, reference, decided_at, outcome, reasons, score, tier, limit_fen, rate_bps,
        policy_version, policy_hash, inputs_hash, variables, rules, points, timings)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     on conflict (application_id, event_id) do nothing returning id`,
    [
      record.id,
      record.applicationId,
      record.eventId,
      record.event,
      record.reference,
      record.decidedAt,
      record.outcome,
      record.reasons,
      record.score,
      record.tier,
      record.limitFen,
      record.rateBps,
      record.policyVersion,
      record.policyHash,
      record.inputsHash,
      JSON.stringify(record.variables),
      JSON.stringify(record.rules),
      JSON.stringify(record.points),
      JSON.stringify(record.timings),
    ],
    'decision-insert',
  );
  return inserted.length === 1;
}

const VIEW = `id, application_id as "applicationId", reference, event, decided_at as "decidedAt", outcome, reasons, score,
  tier, limit_fen as "limitFen", policy_version as "policyVersion", policy_hash as "policyHash", variables, rules, points,
  timings`;

export async function listRecords(tx: Tx, before: string | null, limit: number): Promise<DecisionRecordView[]> {
  return tx.rows<DecisionRecordView>(
    `select ${VIEW} from decision.records where $1::uuid is null or id < $1::uuid order by id desc limit $2`,
    [before, limit],
    'decision-list',
  );
}

export async function findRecord(tx: Tx, id: string): Promise<DecisionRecordView | null> {
  const [row] = await tx.rows<DecisionRecordView>(`select ${VIEW} from decision.records where id = $1`, [id]);
  return row ?? null;
}
