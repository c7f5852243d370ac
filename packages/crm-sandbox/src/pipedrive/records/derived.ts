import { PIPELINE_ID, STAGES } from '../deals/pipelines.ts';
import { rfc3339 } from '../time.ts';
import { participantsSchema } from './bodies.ts';
import { type ContactPoint, contactPoints } from './contactPoint.ts';
import type { ObjectName } from './objectType.ts';
import type { Json, StoredRecord, Values } from './record.ts';

/** What a write brings with it that Pipedrive itself sets. `before` is null for a new record. */
export function withDerived(
  object: ObjectName,
  written: Values,
  context: { readonly before: StoredRecord | null; readonly at: number },
): Record<string, Json> {
  switch (object) {
    case 'persons':
      return personValues(written);
    case 'deals':
      return dealValues(written, context);
    case 'activities':
      return activityValues(written, context);
    default:
      return { ...written };
  }
}

/** First and last name follow the name; one address and one number are primary. */
function personValues(written: Values): Record<string, Json> {
  const values: Record<string, Json> = { ...written };
  if (typeof written.name === 'string') {
    const [first = '', ...rest] = written.name.trim().split(/\s+/);
    values.first_name = first;
    values.last_name = rest.length === 0 ? null : rest.join(' ');
  }
  for (const name of ['emails', 'phones'] as const)
    if (written[name] !== undefined) values[name] = withPrimary(contactPoints({ values: written }, name));
  return values;
}

function withPrimary(points: readonly ContactPoint[]): Json {
  const at = Math.max(
    0,
    points.findIndex(({ primary }) => primary),
  );
  return points.map(({ value, label }, index) => ({ value, primary: index === at, label }));
}

/** A deal's status sets when it was closed, and a new stage when that was entered. */
function dealValues(
  written: Values,
  { before, at }: { readonly before: StoredRecord | null; readonly at: number },
): Record<string, Json> {
  const values: Record<string, Json> = { ...written };
  if (before === null) {
    values.pipeline_id ??= PIPELINE_ID;
    values.stage_id ??= STAGES[0].id;
    values.status ??= 'open';
  } else if (written.stage_id !== undefined && written.stage_id !== before.values.stage_id)
    values.stage_change_time = rfc3339(at);
  if (written.status !== undefined && written.status !== before?.values.status)
    Object.assign(values, closing(written, at));
  return values;
}

function closing(written: Values, at: number): Values {
  const now = rfc3339(at);
  const { status } = written;
  return {
    close_time: status === 'open' ? null : (written.close_time ?? now),
    won_time: status === 'won' ? (written.won_time ?? now) : null,
    lost_time: status === 'lost' ? (written.lost_time ?? now) : null,
    ...(status === 'lost' ? {} : { lost_reason: null }),
  };
}

/** An activity's person is its primary participant, and the other way round. */
function activityValues(
  written: Values,
  { before, at }: { readonly before: StoredRecord | null; readonly at: number },
): Record<string, Json> {
  const values: Record<string, Json> = { ...written };
  if (written.done !== undefined && written.done !== (before?.values.done ?? false))
    values.marked_as_done_time = written.done === true ? rfc3339(at) : null;
  if (written.participants === undefined && typeof written.person_id === 'number')
    values.participants = [{ person_id: written.person_id, primary: true }];
  if (written.person_id === undefined) Object.assign(values, personOf(written.participants));
  return values;
}

function personOf(participants: Json | undefined): Values {
  const all = participants === undefined ? [] : participantsSchema.parse(participants);
  const primary = all.find((each) => each.primary) ?? all[0];
  return primary === undefined ? {} : { person_id: primary.person_id };
}
