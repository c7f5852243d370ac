import { z } from 'zod';
import type { HubSpotAccount } from '../account.ts';
import { associate } from '../associations/associate.ts';
import { type AssociationType, typesBetween } from '../associations/associationStore.ts';
import { idText, sentValues } from '../body.ts';
import { Refused, validationError } from '../errors.ts';
import type { CheckedValues } from './checkedValues.ts';
import type { ObjectStore } from './objectStore.ts';
import { applyWrite, type Change, checkWrite } from './write.ts';

/** A record to be made, with the records it is linked to from the start. */
export const createSchema = z.object({
  properties: sentValues.default({}),
  objectWriteTraceId: z.string().optional(),
  associations: z
    .array(
      z.object({
        to: z.object({ id: idText }),
        types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.number() })),
      }),
    )
    .default([]),
});
export type CreateInput = z.infer<typeof createSchema>;

/** A link to make once the record is there. */
interface PlannedLink {
  readonly type: AssociationType;
  readonly store: ObjectStore;
  readonly row: number;
}

/** A checked record, ready to be made. */
export interface PlannedRecord {
  readonly values: CheckedValues;
  readonly links: readonly PlannedLink[];
}

/** Checks a record to be made; throws the 400 or 409 that HubSpot answers. */
export function planRecord(account: HubSpotAccount, store: ObjectStore, input: CreateInput): PlannedRecord {
  const values = checkWrite(account, store, { row: null, sent: input.properties });
  const links = input.associations.flatMap(({ to, types }) =>
    types.map(({ associationTypeId }) =>
      planLink(account, store, { toId: to.id, typeId: associationTypeId }),
    ),
  );
  refuseIncompleteLead(store, values, links);
  return { values, links };
}

/** Makes the record and its links. */
export function makeRecord(
  account: HubSpotAccount,
  store: ObjectStore,
  planned: PlannedRecord & { change: Change },
): number {
  const row = store.append(planned.change.at);
  const defaults: [string, string][] = store.type.plural === 'contacts' ? [['lifecyclestage', 'lead']] : [];
  applyWrite(account, store, {
    row,
    values: new Map([...defaults, ...planned.values]),
    change: planned.change,
  });
  for (const { type, ...to } of planned.links) associate(account, type, { from: { store, row }, to });
  return row;
}

function planLink(
  account: HubSpotAccount,
  store: ObjectStore,
  link: { toId: string; typeId: number },
): PlannedLink {
  for (const other of account.stores) {
    const type = typesBetween(store.type.plural, other.type.plural).find(
      ({ typeId }) => typeId === link.typeId,
    );
    if (type === undefined) continue;
    const row = other.findLive(link.toId);
    if (row === null) break;
    return { type, store: other, row };
  }
  throw validationError(`Association type ${link.typeId} to object ${link.toId} is not valid.`);
}

/** https://developers.hubspot.com/docs/api-reference/crm-leads-v3/guide: a lead has a name and an associated contact. */
function refuseIncompleteLead(
  store: ObjectStore,
  values: CheckedValues,
  links: readonly PlannedLink[],
): void {
  if (store.type.plural !== 'leads') return;
  const hasName = (values.get('hs_lead_name') ?? null) !== null;
  if (hasName && links.some(({ store: other }) => other.type.plural === 'contacts')) return;
  throw new Refused({
    status: 400,
    message: 'Leads need the property hs_lead_name and an associated contact.',
    category: 'VALIDATION_ERROR',
  });
}
