import { describe, expect, it } from 'vitest';
import type { Json } from '../support/connection.ts';
import { connect } from '../support/connection.ts';
import { connectOrg, type OrgConnection } from './support/orgConnection.ts';

const NOW = Date.UTC(2026, 10, 1);

async function dump(url: string, object: string): Promise<Json[]> {
  const text = await (await fetch(`${url}/_sandbox/objects/${object}`)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const count = async (org: OrgConnection, from: string) =>
  (await org.query(`SELECT COUNT() FROM ${from}`)).json.totalSize;

describe('the generator in Salesforce', () => {
  it('makes the same records for the same seed and time', async () => {
    const [one, two] = [
      await connectOrg({ contacts: 200, now: NOW, seed: 3 }),
      await connectOrg({ contacts: 200, now: NOW, seed: 3 }),
    ];
    for (const object of ['Lead', 'Contact', 'Opportunity', 'CampaignMember', 'Event'])
      expect(await dump(one.sandbox.url, object)).toEqual(await dump(two.sandbox.url, object));
  });

  it('makes seven in ten people leads, the others contacts of accounts, with deals, responses, tasks and meetings', async () => {
    const org = await connectOrg({ contacts: 1000, now: NOW });
    expect(org.sandbox.contacts).toBe(1000);
    expect((await count(org, 'Lead')) / 1000).toBeCloseTo(0.7, 1);
    expect(await count(org, 'Contact WHERE AccountId = null')).toBe(0);
    for (const some of [
      'Opportunity WHERE IsWon = true',
      'OpportunityContactRole WHERE IsPrimary = true',
      "CampaignMember WHERE HasResponded = true AND Campaign.Type = 'Webinar'",
      "Task WHERE Who.Type = 'Lead'",
      "Event WHERE Who.Type = 'Contact'",
      'Lead WHERE HasOptedOutOfEmail = true',
      'Lead WHERE NumberOfEmployees > 100',
      "LeadHistory WHERE Field = 'Status'",
    ])
      expect(await count(org, some), some).toBeGreaterThan(0);
  });

  it('makes nothing that Salesforce would refuse', async () => {
    const org = await connectOrg({ contacts: 300, now: NOW });
    for (const object of ['Lead', 'Contact', 'Account', 'Opportunity', 'Task', 'Event', 'Campaign']) {
      const { json } = await org.data('GET', `/sobjects/${object}/describe`);
      const own = new Set(
        json.fields.filter((field: Json) => field.updateable).map(({ name }: Json) => name),
      );
      for (const { id, properties } of await dump(org.sandbox.url, object)) {
        const sent = Object.entries(properties).filter(([name]) => own.has(name));
        await org.control('PATCH', `/objects/${object}/${id}`, { properties: Object.fromEntries(sent) });
      }
    }
  });

  it('holds some of the people that HubSpot holds, under the same address', async () => {
    const hubspot = await connect({ contacts: 200, now: NOW, seed: 5 });
    const org = await connectOrg({ contacts: 200, now: NOW, seed: 5 });
    const addresses = async (url: string, objects: readonly string[], name: string) => {
      const records = await Promise.all(objects.map((object) => dump(url, object)));
      return new Set(records.flat().flatMap(({ properties }) => properties[name] ?? []));
    };
    const here = await addresses(hubspot.sandbox.url, ['contacts'], 'email');
    const there = await addresses(org.sandbox.url, ['Lead', 'Contact'], 'Email');
    const shared = [...there].filter((address) => here.has(address));
    expect(shared.length).toBeGreaterThan(60);
    expect(shared.length).toBeLessThanOrEqual(80);
  });

  it('related: five activities for everyone, an account for every contact', async () => {
    const org = await connectOrg({ contacts: 50, profile: 'related' });
    expect(await count(org, 'Lead')).toBe(35);
    expect(await count(org, 'Account')).toBe(15);
    expect((await count(org, 'Task')) + (await count(org, 'Event'))).toBe(250);
  });

  it('takes a file of leads, with a custom field for every unknown column that everybody sees', async () => {
    const org = await connectOrg();
    const body =
      'E-mail;Nom;Société;Landing Page\nada@acme.fr;Lovelace;Acme;/a\nnobody;Byron;Acme;/b\nbea@acme.fr;;;/c\n';
    const response = await fetch(`${org.sandbox.url}/_sandbox/leads`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({
      loaded: 2,
      skipped: [{ line: 3, reason: 'Email: invalid email address: nobody' }],
      columns: [
        { property: 'Email' },
        { property: 'LastName' },
        { property: 'Company' },
        { property: 'landing_page__c' },
      ],
    });
    expect(await org.rows('SELECT LastName, Company, landing_page__c FROM Lead ORDER BY Id')).toMatchObject([
      { LastName: 'Lovelace', Company: 'Acme', landing_page__c: '/a' },
      { LastName: '[not provided]', Company: '[not provided]', landing_page__c: '/c' },
    ]);
  });
});
