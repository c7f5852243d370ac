import { expect, inject, test } from 'vitest';
import type { CrmName } from './crms.ts';
import { openWorld, type World } from './world.ts';

const START = Date.parse('2026-03-02T08:00:00Z');
const HOUR_MS = 3_600_000;
const ADA = { email: 'ada@firm.example', firstName: 'Ada', lastName: 'Byron' };

async function phones(world: World): Promise<Readonly<Partial<Record<CrmName, string>>>> {
  const seen = await Promise.all(
    [...world.crms.values()].map(async (crm) => {
      const [record] = [...(await crm.snapshot()).values()];
      return [crm.name, record?.values.phone] as const;
    }),
  );
  return Object.fromEntries(seen);
}

test('what a rep changes in Salesforce while a run is about to write there survives it, and comes to the other CRM', async () => {
  await using world = await openWorld(inject('postgresUrl'), START);
  const [hubspot, salesforce] = [world.crms.get('hubspot'), world.crms.get('salesforce')];
  if (hubspot === undefined || salesforce === undefined) throw new Error('The world lacks a CRM.');
  const sync = async (meanwhile?: () => Promise<void>) => {
    await world.sync('hubspot', world.now());
    await world.sync('salesforce', world.now(), meanwhile);
    await world.pass(HOUR_MS);
  };
  const contact = {
    object: 'contacts',
    id: await hubspot.create('contacts', { ...ADA, phone: '+33 1' }, null),
  };
  const lead = { object: 'Lead', id: await salesforce.create('Lead', { ...ADA, phone: '+33 1' }, null) };
  await world.pass(HOUR_MS);
  await sync();

  await hubspot.edit(contact, { phone: '+33 2' }, 'person');
  await world.pass(HOUR_MS);
  let edited = false;
  await sync(async () => {
    edited = true;
    await world.pass(1000);
    await salesforce.edit(lead, { phone: '+33 3 rep' }, 'person');
  });
  expect(edited, 'the run did not look again before it wrote').toBe(true);
  expect(await phones(world)).toMatchObject({ hubspot: '+33 2', salesforce: '+33 3 rep' });

  await sync();
  await sync();
  expect(await phones(world)).toMatchObject({ hubspot: '+33 3 rep', salesforce: '+33 3 rep' });
});
