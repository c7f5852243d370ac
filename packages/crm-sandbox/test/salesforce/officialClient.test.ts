import { Connection, type OAuth2Config } from 'jsforce';
import { describe, expect, it } from 'vitest';
import { connectOrg, lead, type OrgConnection } from './support/orgConnection.ts';

/** jsforce's own default of the version is retired; the sandbox's one address is instance and login host. */
function clientOf({ sandbox }: OrgConnection, more: { oauth2?: OAuth2Config; refreshToken?: string } = {}) {
  return new Connection({
    instanceUrl: sandbox.url,
    accessToken: sandbox.credentials.accessToken,
    version: '66.0',
    ...more,
  });
}

function oauth2({ sandbox }: OrgConnection): OAuth2Config {
  const { clientId, clientSecret } = sandbox.credentials;
  return {
    loginUrl: sandbox.url,
    clientId,
    clientSecret,
    redirectUri: 'http://localhost:9/callback',
    useVerifier: true,
  };
}

describe('jsforce', () => {
  it('describes, queries over several batches, and shows the use of the quota', async () => {
    const org = await connectOrg({ contacts: 2500, profile: 'bare' });
    const client = clientOf(org);
    const { fields } = await client.sobject('Lead').describe();
    expect(fields.find(({ name }) => name === 'Status')?.picklistValues).toHaveLength(4);
    const found = await client.query('SELECT Id, Owner.Name FROM Lead', {
      autoFetch: true,
      maxFetch: 10_000,
    });
    expect(found).toMatchObject({ totalSize: 2500, done: true });
    expect(found.records).toHaveLength(2500);
    expect(client.limitInfo.apiUsage).toEqual({ used: 3, limit: 100_000 });
  });

  it('creates, updates, retrieves and destroys collections, a failed row among them', async () => {
    const org = await connectOrg();
    const leads = clientOf(org).sobject('Lead');
    const made = await leads.create([
      { LastName: 'Ada', Company: 'Acme' },
      { LastName: 'Bea', Company: 'Acme' },
    ]);
    const ids = made.map(({ id }) => id ?? '');
    const [first = '', second = ''] = ids;
    const updated = await leads.update([
      { Id: first, Title: 'CEO' },
      { Id: second, Email: 'nobody' },
    ]);
    expect(updated).toMatchObject([
      { success: true, id: first },
      { success: false, errors: [{ statusCode: 'INVALID_EMAIL_ADDRESS' }] },
    ]);
    expect(await leads.retrieve(ids)).toMatchObject([{ Title: 'CEO' }, { Title: null }]);
    expect(await leads.destroy(ids)).toMatchObject([{ success: true }, { success: true }]);
    const since = new Date(Date.now() - 600_000);
    const { deletedRecords } = await leads.deleted(since, new Date(Date.now() + 600_000));
    expect(deletedRecords.map(({ id }) => id)).toEqual(ids);
  });

  it('names the error of a single record and of a query', async () => {
    const client = clientOf(await connectOrg());
    await expect(client.sobject('Lead').create({ LastName: 'Ada' })).rejects.toMatchObject({
      errorCode: 'REQUIRED_FIELD_MISSING',
    });
    await expect(client.query('SELECT Nothing FROM Lead')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD',
    });
  });

  it('makes a field by the Tooling API', async () => {
    const org = await connectOrg();
    const made = await clientOf(org).tooling.create('CustomField', {
      FullName: 'Lead.Score__c',
      Metadata: { label: 'Score', type: 'Number', precision: 5, scale: 0 },
    });
    expect(made).toMatchObject({ success: true });
  });

  it('authorizes with its verifier of 171 characters, and refreshes a session that has expired', async () => {
    const org = await connectOrg();
    const client = clientOf(org, { oauth2: oauth2(org) });
    const page = client.oauth2.getAuthorizationUrl({ scope: 'api refresh_token' });
    const answer = await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ decision: 'allow' }),
    });
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const user = await client.authorize(code);
    expect(user).toMatchObject({
      id: expect.stringMatching(/^005/),
      organizationId: expect.stringMatching(/^00D/),
    });
    await org.control('POST', '/tokens/expire');
    const before = client.accessToken;
    expect((await client.query('SELECT Id FROM User')).totalSize).toBe(4);
    expect(client.accessToken).not.toBe(before);
    expect((await client.identity()).email).toBe('camille.renaud@rendezvous.example');
  });

  it('runs bulk jobs of both kinds', async () => {
    const org = await connectOrg();
    const id = await org.make('Lead', lead());
    const client = clientOf(org);
    client.bulk2.pollInterval = 10;
    const results = await client.bulk2.loadAndWaitForResults({
      object: 'Lead',
      operation: 'update',
      input: [
        { Id: id, Title: 'CEO' },
        { Id: id, Title: 'x'.repeat(200) },
      ],
    });
    expect(results.successfulResults).toMatchObject([{ sf__Id: id, sf__Created: 'false' }]);
    expect(results.failedResults).toMatchObject([{ sf__Error: expect.stringMatching(/^STRING_TOO_LONG:/) }]);
    const stream = await client.bulk2.query('SELECT Id, Title FROM Lead');
    expect(await stream.toArray()).toEqual([{ Id: id, Title: 'CEO' }]);
  });
});
