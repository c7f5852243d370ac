import { startSandbox } from '@tamis/crm-sandbox';
import { type Crm, type Edit, snapshotOf, valuesOf } from './crm.ts';
import { keyOf, type SeenRecord } from './crms.ts';
import { fieldNames } from './fieldNames.ts';
import { type Dumped, SandboxDoor } from './sandboxDoor.ts';

const CONTACTS = '/objects/contacts';
const NAMES = fieldNames('hubspot', 'contacts');
const WIDE = { max: 100_000, widthMs: 1000 };

/** A HubSpot account without records; its limits, which have tests of their own, are wide. */
export async function openHubspotCrm(now: number): Promise<Crm> {
  const sandbox = await startSandbox({ vendor: 'hubspot', now });
  const door = new SandboxDoor(sandbox);
  await door.control('PATCH', '/settings', {
    limits: { privateApp: WIDE, oauthApp: WIDE, search: WIDE },
    tokenLifetimeSeconds: 365 * 86_400,
  });
  return {
    name: 'hubspot',
    sandbox,
    objects: ['contacts'],
    setClock: async (freeze) => void (await door.control('POST', '/clock', { freeze })),
    create: async (_object, values) =>
      (await door.person('POST', CONTACTS, { properties: written(values) })).id,
    async edit({ id }, edit, by) {
      const properties = written(edit);
      if (by === 'person') await door.person('PATCH', `${CONTACTS}/${id}`, { properties });
      else await door.client('PATCH', `/crm/v3${CONTACTS}/${id}`, { properties });
    },
    merge: async (_object, primaryId, loserId) =>
      (await door.person('POST', `${CONTACTS}/merge`, { primaryId, loserId })).id,
    remove: ({ id }) => door.remove(`${CONTACTS}/${id}`),
    restore: (record) => door.restore(record),
    convert: async () => null,
    converts: () => false,
    snapshot: async () => snapshotOf((await door.dump('contacts')).map(seen)),
  };
}

function written(edit: Edit): Record<string, string> {
  return Object.fromEntries(
    Object.entries(edit).flatMap(([field, value]) => {
      const name = NAMES[field as keyof Edit];
      return name === undefined ? [] : [[name, value ?? '']];
    }),
  );
}

function seen({ id, state, updatedAt, properties, mergedInto }: Dumped): SeenRecord {
  return {
    key: keyOf('hubspot', 'contacts', id),
    crm: 'hubspot',
    object: 'contacts',
    id,
    state: state === 'archived' ? 'deleted' : state,
    samePerson: null,
    wentOnAs: mergedInto === undefined ? null : keyOf('hubspot', 'contacts', mergedInto),
    modifiedAt: updatedAt,
    values: valuesOf(NAMES, (name) => properties[name]),
  };
}
