import { describe, expect, it } from 'vitest';
import type { Json } from '../support/connection.ts';
import { connectOrg, lead, type OrgConnection } from './support/orgConnection.ts';

/** A lead with a task, an event and a response to a campaign. */
async function busyLead(org: OrgConnection, more: object = {}): Promise<string> {
  const id = await org.make('Lead', lead({ Email: 'ada@acme.fr', ...more }));
  await org.make('Task', { WhoId: id, Subject: 'Call' });
  await org.make('Event', {
    WhoId: id,
    Subject: 'Demo',
    StartDateTime: '2026-11-02T09:00:00Z',
    DurationInMinutes: 30,
  });
  const campaign = await org.make('Campaign', { Name: 'Webinar' });
  await org.make('CampaignMember', { CampaignId: campaign, LeadId: id, Status: 'Responded' });
  return id;
}

describe('objects, facts 25 to 29', () => {
  it('25: conversion makes account, contact and opportunity, and the lead says which', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    const id = await busyLead(org);
    await org.control('POST', '/objects/Lead/convert', { id });
    const [converted] = await org.rows(
      'SELECT IsConverted, ConvertedDate, Status, ConvertedContact.Email, ConvertedAccount.Name, ConvertedOpportunity.StageName FROM Lead',
    );
    expect(converted).toMatchObject({
      IsConverted: true,
      ConvertedDate: '2026-11-01',
      Status: 'Closed - Converted',
      ConvertedContact: { Email: 'ada@acme.fr' },
      ConvertedAccount: { Name: 'Acme' },
      ConvertedOpportunity: { StageName: 'Prospecting' },
    });
    const [role] = await org.rows(
      'SELECT Contact.Email, Opportunity.Account.Name FROM OpportunityContactRole',
    );
    expect(role).toMatchObject({
      Contact: { Email: 'ada@acme.fr' },
      Opportunity: { Account: { Name: 'Acme' } },
    });
    expect(await org.rows("SELECT Id FROM Task WHERE Who.Type = 'Contact'")).toHaveLength(1);
    expect(
      await org.rows('SELECT Id FROM CampaignMember WHERE LeadId != null AND ContactId != null'),
    ).toHaveLength(1);
    await expect(org.control('POST', '/objects/Lead/convert', { id })).rejects.toThrow(
      'CANNOT_UPDATE_CONVERTED_LEAD',
    );
  });

  it('26: a merge deletes the loser, names the survivor in it, and moves what hung onto it', async () => {
    const org = await connectOrg();
    const [loser, winner] = [await busyLead(org), await org.make('Lead', lead({ LastName: 'Byron' }))];
    await org.control('POST', '/objects/Lead/merge', { primaryId: winner, loserId: loser });
    const soql = encodeURIComponent(`SELECT IsDeleted, MasterRecordId FROM Lead WHERE Id = '${loser}'`);
    const { json } = await org.data('GET', `/queryAll?q=${soql}`);
    expect(json.records).toMatchObject([{ IsDeleted: true, MasterRecordId: winner }]);
    expect(await org.rows('SELECT LastName, Email FROM Lead')).toMatchObject([
      { LastName: 'Byron', Email: 'ada@acme.fr' },
    ]);
    for (const object of ['Task', 'Event'])
      expect(await org.rows(`SELECT WhoId FROM ${object}`)).toMatchObject([{ WhoId: winner }]);
    expect(await org.rows('SELECT LeadId FROM CampaignMember')).toMatchObject([{ LeadId: winner }]);
  });

  it('26: whether the children’s stamp moves is a switch', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    await org.control('PATCH', '/settings', { unknowns: { mergeTouchesChildren: false } });
    const [loser, winner] = [await busyLead(org), await org.make('Lead', lead())];
    const before = await org.rows('SELECT SystemModstamp FROM Task');
    await org.control('POST', '/clock', { advanceMs: 3_600_000 });
    await org.control('POST', '/objects/Lead/merge', { primaryId: winner, loserId: loser });
    const [after] = await org.rows('SELECT SystemModstamp, WhoId FROM Task');
    expect(after).toMatchObject({ WhoId: winner, SystemModstamp: before[0].SystemModstamp });
  });

  it('27: describe says of every field what may be done with it', async () => {
    const org = await connectOrg();
    const { json } = await org.data('GET', '/sobjects/Lead/describe');
    const field = (name: string) => json.fields.find((each: Json) => each.name === name);
    expect(field('LastName')).toMatchObject({
      type: 'string',
      length: 80,
      nillable: false,
      updateable: true,
    });
    expect(field('ConvertedDate')).toMatchObject({ updateable: false, createable: false });
    expect(field('Status').picklistValues).toContainEqual({
      value: 'Open - Not Contacted',
      label: 'Open - Not Contacted',
      active: true,
      defaultValue: true,
      validFor: null,
    });
    expect(field('OwnerId')).toMatchObject({ type: 'reference', referenceTo: ['Group', 'User'] });
    for (const flag of ['restrictedPicklist', 'externalId', 'calculated'])
      expect(field('Email')[flag]).toBe(false);
    expect((await org.data('GET', '/sobjects/Nothing/describe')).status).toBe(404);
    const { sobjects } = (await org.data('GET', '/sobjects')).json;
    expect(sobjects).toContainEqual(expect.objectContaining({ name: 'Contact', keyPrefix: '003' }));
  });

  it('29: tasks and events point at leads and contacts alike, and Who says which', async () => {
    const org = await connectOrg();
    const id = await busyLead(org);
    const contact = await org.make('Contact', { LastName: 'Byron' });
    await org.make('Task', { WhoId: contact, Subject: 'Mail' });
    expect(await org.rows('SELECT Who.Type, Who.Name, WhoId FROM Task ORDER BY Id')).toMatchObject([
      { Who: { attributes: { type: 'Name' }, Type: 'Lead', Name: 'Lovelace' }, WhoId: id },
      { Who: { Type: 'Contact', Name: 'Byron' }, WhoId: contact },
    ]);
    const [meeting] = await org.rows('SELECT EndDateTime, ActivityDate FROM Event');
    expect(meeting).toMatchObject({
      EndDateTime: '2026-11-02T09:30:00.000+0000',
      ActivityDate: '2026-11-02',
    });
    const tries = await org.data('POST', '/sobjects/Task', { WhoId: '001Qy0000004C92AAA', Subject: 'x' });
    expect(tries.status).toBe(400);
  });

  it('history keeps changes of the fields that are tracked, and of no other', async () => {
    const org = await connectOrg();
    const id = await org.make('Lead', lead());
    await org.update('Lead', [{ id, Status: 'Working - Contacted', Rating: 'Hot' }]);
    const history = await org.rows('SELECT LeadId, Field, OldValue, NewValue FROM LeadHistory');
    expect(history).toMatchObject([
      { LeadId: id, Field: 'Status', OldValue: 'Open - Not Contacted', NewValue: 'Working - Contacted' },
    ]);
    await org.control('PATCH', '/settings', { historyTracking: { Lead: [] } });
    await org.update('Lead', [{ id, Status: 'Open - Not Contacted' }]);
    expect(await org.rows('SELECT Id FROM LeadHistory')).toHaveLength(history.length);
  });

  it('the status for converted leads, the users and the organisation can be read', async () => {
    const org = await connectOrg();
    expect(await org.rows('SELECT MasterLabel FROM LeadStatus WHERE IsConverted = true')).toMatchObject([
      { MasterLabel: 'Closed - Converted' },
    ]);
    expect(await org.rows('SELECT Name, Email FROM User WHERE IsActive = true')).toHaveLength(4);
    expect(await org.rows('SELECT Id, Name, OrganizationType FROM Organization')).toMatchObject([
      { OrganizationType: 'Enterprise Edition' },
    ]);
    expect(await org.data('POST', '/sobjects/User', { LastName: 'x' })).toMatchObject({ status: 400 });
  });
});
