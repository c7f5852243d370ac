import type { Workplace } from './workplace.ts';

/** What the store holds of one contact. */
export interface Remembered {
  readonly id: string;
  readonly gone: boolean;
  readonly observed: Readonly<Record<string, unknown>>;
  readonly leadId: string | null;
  readonly dirty: boolean;
  readonly stage: string | null;
  readonly total: number | null;
  readonly reason: string | null;
  readonly desired: Readonly<Record<string, unknown>> | null;
  readonly state: string | null;
}

/** All contacts of the store, and leads that lost theirs. */
export async function remembered({ service }: Workplace): Promise<{
  readonly records: readonly Remembered[];
  readonly leadsWithoutRecord: readonly string[];
}> {
  const found = await service.db
    .selectFrom('records')
    .leftJoin('links', (join) =>
      join
        .onRef('links.connection_id', '=', 'records.connection_id')
        .onRef('links.object', '=', 'records.object')
        .onRef('links.record_id', '=', 'records.id'),
    )
    .leftJoin('leads', 'leads.id', 'links.lead_id')
    .leftJoin('evaluations', 'evaluations.lead_id', 'links.lead_id')
    .leftJoin('desired', (join) =>
      join
        .onRef('desired.connection_id', '=', 'records.connection_id')
        .onRef('desired.object', '=', 'records.object')
        .onRef('desired.record_id', '=', 'records.id'),
    )
    .where('records.object', '=', 'contacts')
    .select(['records.id', 'records.gone_at', 'records.fields as observed', 'links.lead_id', 'leads.dirty'])
    .select(['stage', 'total', 'evaluations.reason', 'desired.fields as desired', 'desired.state'])
    .execute();
  const alone = await service.db
    .selectFrom('leads')
    .leftJoin('links', 'links.lead_id', 'leads.id')
    .where('links.lead_id', 'is', null)
    .select('leads.id')
    .execute();
  return {
    records: found.map(({ gone_at, lead_id, dirty, ...row }) => ({
      ...row,
      gone: gone_at !== null,
      leadId: lead_id,
      dirty: dirty === true,
    })),
    leadsWithoutRecord: alone.map(({ id }) => id),
  };
}

/** What was made of each contact, to compare one way of getting there with another: verdicts and activities by contact. */
export async function conclusions(place: Workplace): Promise<Readonly<Record<string, unknown>>> {
  const { records } = await remembered(place);
  const activities = await place.service.db
    .selectFrom('activities')
    .select(['object', 'record_id', 'key', 'activity'])
    .orderBy('object')
    .orderBy('record_id')
    .orderBy('key')
    .execute();
  const verdicts = records.map(({ id, stage, total, reason }) => [id, { stage, total, reason }] as const);
  return { activities, verdicts: Object.fromEntries(verdicts) };
}
