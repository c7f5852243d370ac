import type { ConflictPolicy, FieldRow } from '@tamis/adapter';
import { scopeOf } from '../service/runConnection.ts';
import { connectionOf, setMapping } from '../store/connections.ts';
import { addMappingVersion } from '../store/mappingVersions.ts';
import { inLeadTransaction } from '../store/transaction.ts';
import type { ConnectedCrm, DemoParts } from './runOnce.ts';

/** Lead fields that flow from CRM to CRM in the demo, with who wins where they differ. */
const TWO_WAY: ReadonlyMap<string, ConflictPolicy> = new Map([
  ['person.jobTitle', 'newest'],
  ['person.phone', 'crm-wins'],
]);

/** Publishes a second mapping of a CRM, in which {@link TWO_WAY} goes both ways wherever the CRM lets others write the field. */
export async function mapTwoWay(
  { request, service, asOf }: DemoParts,
  { connectionId, adapter }: ConnectedCrm,
): Promise<void> {
  const scope = scopeOf(service, { id: connectionId });
  const connection = await connectionOf(service.db, scope);
  if (connection === null) throw new Error('The demo lost its connection.');
  const { mapping, mappingVersion } = connection;
  const objects = new Set(mapping.fields.filter(isShared).map(({ object }) => object));
  const described = await Promise.all([...objects].map((one) => adapter.describe(one, request.signal)));
  const writable = new Set(
    described.flat().flatMap(({ object, name, writable: may }) => (may ? [`${object}/${name}`] : [])),
  );
  const fields = mapping.fields.map((row) =>
    isShared(row) && writable.has(`${row.object}/${row.field}`) ? bothWays(row) : row,
  );
  const published = { version: mappingVersion + 1, document: { ...mapping, fields } };
  await inLeadTransaction(service.db, async (queries) => {
    await addMappingVersion(queries, scope, { ...published, publishedAt: asOf, publishedBy: 'demo' });
    await setMapping(queries, scope, published);
  });
}

function isShared({ lead, direction }: FieldRow): boolean {
  return direction === 'pull' && TWO_WAY.has(lead);
}

function bothWays(row: FieldRow): FieldRow {
  return { ...row, direction: 'both', conflict: TWO_WAY.get(row.lead) ?? 'newest' };
}
