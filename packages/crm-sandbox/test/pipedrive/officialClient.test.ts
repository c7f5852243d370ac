import * as v1 from 'pipedrive/v1';
import * as v2 from 'pipedrive/v2';
import { describe, expect, it } from 'vitest';
import { connectPipedrive, make, type PipedriveConnection } from './support/connection.ts';

function configurations({ sandbox }: PipedriveConnection) {
  const { url, credentials } = sandbox;
  return {
    one: new v1.Configuration({ apiKey: credentials.accessToken, basePath: `${url}/api/v1` }),
    two: new v2.Configuration({ apiKey: credentials.accessToken, basePath: `${url}/api/v2` }),
  };
}

describe('Pipedrive’s own client', () => {
  it('walks persons by cursor, changes one and reads it again', async () => {
    const connection = await connectPipedrive({ contacts: 7 });
    const { two } = configurations(connection);
    const persons = new v2.PersonsApi(two);
    const ids: (number | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page = await persons.getPersons({ limit: 3, sort_by: 'update_time', ...(cursor && { cursor }) });
      ids.push(...(page.data ?? []).map(({ id }) => id));
      cursor = page.additional_data?.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(ids).size).toBe(7);
    const field = await new v2.PersonFieldsApi(two).addPersonField({
      AddPersonFieldRequest: { field_name: 'Score', field_type: 'double' },
    });
    const code = field.data?.field_code ?? '';
    await persons.updatePerson({ id: 101, UpdatePersonRequest: { custom_fields: { [code]: 42 } } });
    expect((await persons.getPerson({ id: 101 })).data?.custom_fields).toMatchObject({ [code]: 42 });
  });

  it('gives refusals as plain bodies', async () => {
    const { two } = configurations(await connectPipedrive());
    const refused = new v2.PersonsApi(two).getPerson({ id: 999 });
    await expect(refused).rejects.toMatchObject({ success: false, error: 'Person not found' });
  });

  it('makes leads, lists them by offset, and converts one', async () => {
    const connection = await connectPipedrive();
    const { one, two } = configurations(connection);
    const person = await make(connection, 'persons', { name: 'Ada' });
    const leads = new v1.LeadsApi(one);
    const { data: lead } = await leads.addLead({ AddLeadRequest: { title: 'Ada lead', person_id: person } });
    const page = await leads.getLeads({ limit: 500 });
    expect(page.data).toMatchObject([{ id: lead?.id, person_id: person }]);
    const id = lead?.id ?? '';
    const conversion = await new v2.LeadsApi(two).convertLeadToDeal({ id });
    const status = await new v2.LeadsApi(two).getLeadConversionStatus({
      id,
      conversion_id: conversion.data?.conversion_id ?? '',
    });
    expect(status.data).toMatchObject({ status: 'completed', deal_id: expect.any(Number) });
  });

  it('knows its user, makes webhooks and merges persons', async () => {
    const connection = await connectPipedrive({ contacts: 2, profile: 'bare' });
    const { one } = configurations(connection);
    const me = await new v1.UsersApi(one).getCurrentUser();
    expect(me.data).toMatchObject({ company_domain: 'rendezvous-sandbox' });
    const hook = await new v1.WebhooksApi(one).addWebhook({
      AddWebhookRequest: {
        subscription_url: 'https://tamis.example/hook',
        event_action: 'change',
        event_object: 'person',
        name: 'Tamis',
        version: '2.0',
      },
    });
    expect(hook.data).toMatchObject({ event_action: 'change' });
    const merged = await new v1.PersonsApi(one).mergePersons({
      id: 101,
      MergePersonsRequest: { merge_with_id: 102 },
    });
    expect(merged.data).toMatchObject({ id: 102 });
  });

  it('exchanges a code and refreshes the tokens', async () => {
    const connection = await connectPipedrive();
    const { url, credentials } = connection.sandbox;
    const redirectUri = 'https://tamis.example/callback';
    const oauth = new v2.OAuth2Configuration({ ...credentials, redirectUri, host: url });
    const consent = await fetch(oauth.authorizationUrl, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'allow' }),
      redirect: 'manual',
    });
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const tokens = await oauth.authorize(code);
    expect(tokens).toMatchObject({ expires_in: 3600, api_domain: url });
    await oauth.tokenRefresh();
    const persons = new v2.PersonsApi(
      new v2.Configuration({ accessToken: oauth.getAccessToken, basePath: `${url}/api/v2` }),
    );
    expect((await persons.getPersons()).success).toBe(true);
  });
});
