import type { FieldDescription } from '@tamis/adapter';
import type { Answer, routes } from '@tamis/api';
import { inspectMapping } from '@tamis/mapping';
import { describe, expect, it } from 'vitest';
import { consentAnswer } from '../../src/demo/consentForm.ts';
import { vendorOf, vendors } from '../../src/vendors.ts';
import { comeBack } from './consentPage.ts';
import { openTestApi, type Person, type TestApi } from './openTestApi.ts';

const KEYS = ['hubspot', 'salesforce', 'pipedrive'] as const;

type Body<N extends keyof typeof routes> = Answer<(typeof routes)[N]>;

/** Connects by the CRM's own consent page, pressing its button as a person does: the connection's id. */
async function connect(api: TestApi, as: Person, vendor: string): Promise<string> {
  const begun = await api.send('authorize', { as, body: { vendor } });
  const page = await fetch(((await begun.json()) as Body<'authorize'>).url);
  const { method, url, fields } = consentAnswer(await page.text(), page.url);
  const pressed = await fetch(url, { method, body: fields, redirect: 'manual' });
  const outcome = await comeBack(api, as, pressed.headers.get('location') ?? '');
  return outcome.get('connected') ?? String(outcome);
}

async function read<N extends 'listFields' | 'suggestMapping' | 'readPreflight' | 'readConnection'>(
  api: TestApi,
  name: N,
  { as, connectionId }: { as: Person; connectionId: string },
): Promise<Body<N>> {
  return (await (await api.send(name, { as, params: { connectionId } })).json()) as Body<N>;
}

describe('every CRM that is registered', () => {
  it('is one of those tried here', () => {
    expect(vendors.map(({ key }) => key)).toEqual(KEYS);
  });

  it.each(KEYS)(
    '%s is connected by its consent page, mapped by suggestions and checked, all in the same way',
    async (key) => {
      await using api = await openTestApi(5, key);
      const as = await api.person('company', 'admin');
      const connectionId = await connect(api, as, key);
      expect(connectionId).toMatch(/^\d+$/);
      const at = { as, connectionId };
      const card = await read(api, 'readConnection', at);
      expect(card).toMatchObject({ vendor: key, state: 'map', quota: { used: expect.any(Number) } });

      const { objects } = await read(api, 'listFields', at);
      const leads = objects.filter(({ role }) => role === 'lead');
      expect(leads.length).toBeGreaterThan(0);
      for (const { fields } of leads) expect(fields.length).toBeGreaterThan(0);

      const { defaultMapping, nativeStages } = vendorOf(key);
      const known: readonly FieldDescription[] = objects
        .flatMap(({ fields }) => fields)
        .map(({ options, ...field }) => (options === undefined ? field : { ...field, options }));
      const mapping = { ...defaultMapping, fields: [...defaultMapping.fields, ...nativeStages] };
      expect(inspectMapping(mapping, known)).toEqual([]);
      for (const { object, field, transform } of nativeStages) {
        const options = known.find((one) => one.object === object && one.name === field)?.options;
        // Without options the CRM takes any text.
        const accepted = options?.map(({ value }) => value);
        if (accepted) expect(accepted).toEqual(expect.arrayContaining(Object.keys(transform?.values ?? {})));
      }

      const { items } = await read(api, 'suggestMapping', at);
      const pushed = items.filter(({ row }) => JSON.stringify(row).includes('"verdict.stage"'));
      expect(pushed.length).toBeGreaterThan(0);

      const { checks } = await read(api, 'readPreflight', at);
      expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
      expect(checks.some(({ check, creatable }) => check === 'own-field' && creatable)).toBe(true);
    },
    60_000,
  );
});
