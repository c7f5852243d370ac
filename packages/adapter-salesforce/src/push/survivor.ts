import type { PushOutcome } from '@tamis/adapter';
import type { SalesforceClient } from '../client/index.ts';
import type { SalesforceObject } from '../objects.ts';
import { listed } from '../pull/soql.ts';
import { type Fate, fateSchema, longId } from '../wire.ts';

/** A record that cannot be written any more. */
export type Gone = Extract<PushOutcome, { status: 'gone' }>;

/**
 * What became of records that a write could not change: deleted, merged or converted, and into what. At most 200 ids; one request.
 * A record that is there as before is not in the answer.
 */
export async function findSurvivors(
  desk: {
    readonly client: SalesforceClient;
    readonly object: SalesforceObject;
    readonly signal: AbortSignal;
  },
  ids: readonly string[],
): Promise<ReadonlyMap<string, Gone>> {
  const { client, object, signal } = desk;
  const columns = [
    'Id',
    'IsDeleted',
    ...(object.mergeable ? ['MasterRecordId'] : []),
    ...(object.convertible ? ['IsConverted', 'ConvertedContactId'] : []),
  ];
  const soql = `SELECT ${columns.join(',')} FROM ${object.name} WHERE Id IN ${listed(ids)}`;
  const { records } = await client.query({ bill: object.bill, signal, scanAll: true }, soql);
  const fates = new Map(records.map((record) => fateSchema.parse(record)).map((fate) => [fate.Id, fate]));
  return new Map(
    ids.flatMap((id) => {
      const gone = toGone(id, fates.get(longId(id)));
      return gone === null ? [] : [[id, gone]];
    }),
  );
}

/** A record that the recycle bin does not know any more is gone as well. */
function toGone(id: string, fate: Fate | undefined): Gone | null {
  if (fate === undefined) return { id, status: 'gone' };
  const { MasterRecordId: survivor, ConvertedContactId: contact } = fate;
  if (fate.IsDeleted) return survivor ? { id, status: 'gone', mergedInto: survivor } : { id, status: 'gone' };
  if (!fate.IsConverted) return null;
  return contact
    ? { id, status: 'gone', convertedInto: { object: 'Contact', id: contact } }
    : { id, status: 'gone' };
}
