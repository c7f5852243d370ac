import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Connection, connect, type Json } from './support/connection.ts';

async function load(text: string | Buffer): Promise<{ connection: Connection; result: Json }> {
  const connection = await connect();
  const response = await fetch(`${connection.sandbox.url}/_sandbox/leads`, { method: 'POST', body: text });
  return { connection, result: await response.json() };
}

async function loaded(text: string | Buffer): Promise<Json[]> {
  const { connection } = await load(text);
  const body = await (await fetch(`${connection.sandbox.url}/_sandbox/objects/contacts`)).text();
  return body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).properties);
}

describe('leads from a CSV', () => {
  it.each([',', ';', '\t', '|'])('the delimiter %j is recognised', async (delimiter) => {
    const rows = [
      ['email', 'company'],
      ['ada@acme.fr', 'Acme'],
    ];
    expect(await loaded(rows.map((row) => row.join(delimiter)).join('\n'))).toMatchObject([
      { email: 'ada@acme.fr', company: 'Acme' },
    ]);
  });

  it('known names go to their property, in English and French, with a byte order mark and Windows line ends', async () => {
    const text =
      '\uFEFFE-mail;Prénom;Nom;Téléphone;Entreprise;Fonction;Pays;Ville\r\nA@acme.fr;Ada;Löve;01;Acme;CEO;France;Paris\r\n';
    expect(await loaded(text)).toMatchObject([
      {
        email: 'a@acme.fr',
        firstname: 'Ada',
        lastname: 'Löve',
        phone: '01',
        company: 'Acme',
        jobtitle: 'CEO',
        country: 'France',
        city: 'Paris',
      },
    ]);
  });

  it('every other column becomes a custom text property, created before and labelled as in the file', async () => {
    const { connection, result } = await load('Landing Page,2nd choice,,emp.var.rate\na,b,c,d\n');
    expect(result.columns.map((column: Json) => column.property)).toEqual([
      'landing_page',
      'c_2nd_choice',
      'column_3',
      'emp_var_rate',
    ]);
    const { json } = await connection.call('GET', '/crm/v3/properties/contacts/landing_page');
    expect(json).toMatchObject({ label: 'Landing Page', type: 'string', hubspotDefined: false });
  });

  it('two columns of the same name are kept apart', async () => {
    expect(await loaded('email,email,x,x\na@acme.fr,b@acme.fr,1,2\n')).toMatchObject([
      { email: 'a@acme.fr', email_2: 'b@acme.fr', x: '1', x_2: '2' },
    ]);
  });

  it('quoted cells may hold delimiters, quotes and line breaks', async () => {
    expect(await loaded('email,note\na@acme.fr,"one, ""two""\nthree"\n')).toMatchObject([
      { note: 'one, "two"\nthree' },
    ]);
  });

  it('bad rows are reported with line and reason and skipped, and no other row with them', async () => {
    const { result } = await load(
      [
        'email,company',
        'a@acme.fr,Acme',
        'too,many,columns',
        'no address,Acme',
        'A@ACME.fr,Twin',
        'b@acme.fr,"never closed',
        'c@acme.fr,"fine"',
        'd@acme.fr,"bad"quote"',
        'e@acme.fr,Acme',
        '',
      ].join('\n'),
    );
    expect(result).toMatchObject({ loaded: 3, skippedCount: 5 });
    expect(result.skipped.map((row: Json) => row.line)).toEqual([3, 4, 5, 6, 8]);
    expect(result.skipped.map((row: Json) => row.reason)).toEqual([
      '2 columns expected, 3 found',
      'email: Email address no address is invalid',
      expect.stringMatching(/^Contact already exists\. Existing ID: \d+$/),
      expect.any(String),
      expect.any(String),
    ]);
  });

  it('the list of skipped rows is bounded, their number exact', async () => {
    const rows = Array.from({ length: 3000 }, () => 'x,y,z');
    const { result } = await load(`email,company\n${rows.join('\n')}\n`);
    expect(result).toMatchObject({ loaded: 0, skippedCount: 3000 });
    expect(result.skipped).toHaveLength(1000);
  });

  it('a file without a header is refused with the reason', async () => {
    expect((await load('\n\n')).result.message).toContain('no header line');
  });

  const OLIST = new URL('../../../../shared/data/olist_mql.csv', import.meta.url);
  it.skipIf(!existsSync(OLIST))(
    '8,000 real leads of a marketplace load whole (skipped where the file is absent)',
    async () => {
      const connection = await connect({ leads: OLIST.pathname });
      expect(connection.sandbox.leads).toMatchObject({ loaded: 8000, skippedCount: 0 });
      const { json } = await connection.call('POST', '/crm/v3/objects/contacts/search', {
        properties: ['mql_id', 'origin'],
      });
      expect(json.total).toBe(8000);
      expect(json.results[0].properties).toMatchObject({
        mql_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        origin: 'social',
      });
    },
  );
});
