import type { Fields } from '@tamis/adapter';
import type * as v1 from 'pipedrive/v1';
import type * as v2 from 'pipedrive/v2';
import type { PipedriveApi } from '../client/codegen.ts';
import type { PipedriveClient } from '../client/index.ts';
import type { Field } from '../describe/field.ts';
import { wireValue } from '../describe/value.ts';
import { COST } from '../limits.ts';
import type { PipedriveObject } from '../objects.ts';
import { PipedriveRefusal } from '../refusals.ts';
import { oneSchema, type WireRecord } from '../wire.ts';

/** How one object is read and written one by one. */
export interface Single {
  readonly get: (api: PipedriveApi, id: string) => Promise<unknown>;
  readonly update: (api: PipedriveApi, id: string, body: Body) => Promise<unknown>;
  readonly body: (fields: readonly Field[], values: Fields) => Body;
  readonly cost: { readonly get: number; readonly write: number };
}

/** A body as the generated types see it is built of names that only the description of an account knows. */
type Body = Readonly<Record<string, unknown>>;

/** By object. Leads are written by v1, everything else by v2. */
export const SINGLES: Readonly<Record<PipedriveObject['name'], Single>> = {
  persons: {
    get: ({ persons }, id) => persons.getPerson({ id: Number(id) }),
    update: ({ persons }, id, body) =>
      persons.updatePerson({ id: Number(id), UpdatePersonRequest: body as v2.UpdatePersonRequest }),
    body: nested,
    cost: COST.v2,
  },
  organizations: {
    get: ({ organizations }, id) => organizations.getOrganization({ id: Number(id) }),
    update: ({ organizations }, id, body) =>
      organizations.updateOrganization({
        id: Number(id),
        UpdateOrganizationRequest: body as v2.UpdateOrganizationRequest,
      }),
    body: nested,
    cost: COST.v2,
  },
  deals: {
    get: ({ deals }, id) => deals.getDeal({ id: Number(id) }),
    update: ({ deals }, id, body) =>
      deals.updateDeal({ id: Number(id), UpdateDealRequest: body as v2.UpdateDealRequest }),
    body: nested,
    cost: COST.v2,
  },
  activities: {
    get: ({ activities }, id) => activities.getActivity({ id: Number(id) }),
    update: ({ activities }, id, body) =>
      activities.updateActivity({ id: Number(id), AddActivityRequest: body as v2.AddActivityRequest }),
    body: nested,
    cost: COST.v2,
  },
  leads: {
    get: ({ leads }, id) => leads.getLead({ id }),
    update: ({ leads }, id, body) =>
      leads.updateLead({ id, UpdateLeadRequest: body as v1.UpdateLeadRequest }),
    body: flat,
    cost: COST.v1,
  },
};

/** One record of an object as an answer shows it; `null` where Pipedrive does not find it. */
export async function readSingle(
  desk: { readonly client: PipedriveClient; readonly object: PipedriveObject; readonly signal: AbortSignal },
  id: string,
): Promise<WireRecord | null> {
  const { client, object, signal } = desk;
  const { get, cost } = SINGLES[object.name];
  const call = { cost: cost.get, bill: object.bill, effect: 'read', signal, schema: oneSchema } as const;
  try {
    return (await client.call(call, (api) => get(api, id))).data;
  } catch (error) {
    if (error instanceof PipedriveRefusal && error.notFound) return null;
    throw error;
  }
}

/** v2 takes what people made below `custom_fields`. */
function nested(fields: readonly Field[], values: Fields): Body {
  const custom = flat(
    fields.filter((field) => field.custom),
    values,
  );
  const own = flat(
    fields.filter((field) => !field.custom),
    values,
  );
  return Object.keys(custom).length === 0 ? own : { ...own, custom_fields: custom };
}

/** v1 takes everything side by side. */
function flat(fields: readonly Field[], values: Fields): Body {
  return Object.fromEntries(
    fields.map((field) => [field.key, wireValue(field, values[field.description.name] ?? null)]),
  );
}
