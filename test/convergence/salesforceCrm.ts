import { startSandbox } from '@tamis/crm-sandbox';
import { z } from 'zod';
import { type Crm, type Edit, snapshotOf, valuesOf } from './crm.ts';
import { keyOf, type SeenRecord } from './crms.ts';
import { fieldNames } from './fieldNames.ts';
import { type Dumped, SandboxDoor } from './sandboxDoor.ts';

const OBJECTS = ['Contact', 'Lead'];

/** A Salesforce organization without people. */
export async function openSalesforceCrm(now: number): Promise<Crm> {
  const sandbox = await startSandbox({ vendor: 'salesforce', now });
  const door = new SandboxDoor(sandbox);
  await door.control('PATCH', '/settings', {
    limits: { daily: 10_000_000 },
    sessionTimeoutMinutes: 365 * 1440,
  });
  const path = (object: string) => `/objects/${object}`;
  return {
    name: 'salesforce',
    sandbox,
    objects: OBJECTS,
    setClock: async (freeze) => void (await door.control('POST', '/clock', { freeze })),
    async create(object, values) {
      const company = object === 'Lead' ? { Company: 'Kern' } : {};
      const properties = { ...written(object, values), ...company };
      return (await door.person('POST', path(object), { properties })).id;
    },
    async edit({ object, id }, edit, by) {
      const properties = written(object, edit);
      if (by === 'person') await door.person('PATCH', `${path(object)}/${id}`, { properties });
      else await door.client('PATCH', `/services/data/v66.0/sobjects/${object}/${id}`, properties);
    },
    merge: async (object, primaryId, loserId) =>
      (await door.person('POST', `${path(object)}/merge`, { primaryId, loserId })).id,
    remove: ({ object, id }) => door.remove(`${path(object)}/${id}`),
    restore: (record) => door.restore(record),
    async convert({ id }) {
      const lead = await door.person('POST', '/objects/Lead/convert', { id, opportunity: false });
      return { object: 'Contact', id: z.string().parse(lead.properties.ConvertedContactId) };
    },
    converts: (object) => object === 'Lead',
    async snapshot() {
      const dumps = await Promise.all(
        OBJECTS.map(async (object) => (await door.dump(object)).map((one) => seen(object, one))),
      );
      return snapshotOf(dumps.flat());
    },
  };
}

function written(object: string, edit: Edit): Record<string, string | null> {
  const names = fieldNames('salesforce', object);
  return Object.fromEntries(
    Object.entries(edit).flatMap(([field, value]) => {
      const name = names[field as keyof Edit];
      return name === undefined ? [] : [[name, value]];
    }),
  );
}

function seen(object: string, dumped: Dumped): SeenRecord {
  const { id, state, updatedAt, properties } = dumped;
  return {
    key: keyOf('salesforce', object, id),
    crm: 'salesforce',
    object,
    id,
    state: state === 'archived' ? 'deleted' : state,
    samePerson: null,
    wentOnAs: becameOf(object, dumped),
    modifiedAt: updatedAt,
    values: valuesOf(fieldNames('salesforce', object), (name) => properties[name]),
  };
}

function becameOf(object: string, { state, mergedInto, properties }: Dumped): string | null {
  if (mergedInto !== undefined) return keyOf('salesforce', object, mergedInto);
  return state === 'converted' ? keyOf('salesforce', 'Contact', String(properties.ConvertedContactId)) : null;
}
