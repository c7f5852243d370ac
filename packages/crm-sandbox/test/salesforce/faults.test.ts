import { describe, expect, it } from 'vitest';
import { connectOrg, lead, type OrgConnection } from './support/orgConnection.ts';

const script = (org: OrgConnection, name: string) =>
  org.control('PUT', '/faults', [{ effect: { kind: 'vendor', name } }]);

describe('faults of Salesforce’s own', () => {
  it.each([
    ['quota-exhausted', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['concurrent-limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['server-unavailable', 503, 'SERVER_UNAVAILABLE'],
    ['query-timeout', 400, 'QUERY_TIMEOUT'],
    ['dead-locator', 400, 'INVALID_QUERY_LOCATOR'],
    ['expired-session', 401, 'INVALID_SESSION_ID'],
  ])('%s answers %i %s', async (name, status, errorCode) => {
    const org = await connectOrg();
    const { accessToken } = await org.control('POST', '/tokens', {});
    await script(org, name);
    const answer = await org.data('GET', '/sobjects', undefined, accessToken);
    expect(answer).toMatchObject({ status, json: [{ errorCode }] });
    expect((await org.data('GET', '/sobjects')).status).toBe(200);
  });

  it('a single write to a locked record fails whole', async () => {
    const org = await connectOrg();
    const id = await org.make('Lead', lead());
    await script(org, 'lock-row');
    const change = () => org.data('PATCH', `/sobjects/Lead/${id}`, { Title: 'CEO' });
    expect(await change()).toMatchObject({ status: 400, json: [{ errorCode: 'UNABLE_TO_LOCK_ROW' }] });
    expect(await org.rows('SELECT Title FROM Lead')).toMatchObject([{ Title: null }]);
    expect((await change()).status).toBe(204);
  });

  it('revoked-token ends sessions and refresh tokens, as when the customer removes the app', async () => {
    const org = await connectOrg();
    const { accessToken, refreshToken } = await org.control('POST', '/tokens', {});
    await script(org, 'revoked-token');
    expect((await org.data('GET', '/sobjects', undefined, accessToken)).status).toBe(401);
    const { clientId, clientSecret } = org.sandbox.credentials;
    const refreshed = await org.form('/services/oauth2/token', {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    });
    expect(refreshed).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });

  it('a field is renamed, retyped, hidden and deleted by a person', async () => {
    const org = await connectOrg();
    const path = '/fields/Lead/Title';
    await org.control('PATCH', path, { label: 'Rôle', type: 'double' });
    const { json } = await org.data('GET', '/sobjects/Lead/describe');
    expect(json.fields).toContainEqual(
      expect.objectContaining({ name: 'Title', label: 'Rôle', type: 'double' }),
    );
    await org.control('PATCH', path, { visible: false });
    expect((await org.query('SELECT Title FROM Lead')).json[0].errorCode).toBe('INVALID_FIELD');
    await org.control('DELETE', path);
    await expect(org.control('DELETE', path)).rejects.toThrow('404');
  });

  it('the screen refuses what Salesforce refuses, and shows those that are gone where it is asked to', async () => {
    const org = await connectOrg();
    await expect(org.make('Lead', { LastName: 'x' })).rejects.toThrow('REQUIRED_FIELD_MISSING');
    const id = await org.make('Lead', lead());
    await org.control('DELETE', `/objects/Lead/${id}`);
    expect(await org.control('GET', `/objects/Lead/${id}`)).toMatchObject({
      state: 'deleted',
      archived: true,
    });
    const url = `${org.sandbox.url}/_sandbox/objects/Lead`;
    expect(await (await fetch(url)).text()).toBe('');
    expect(await (await fetch(`${url}?state=all&properties=Company`)).text()).toContain('"Company":"Acme"');
  });
});
