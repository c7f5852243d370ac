import { describe, expect, it } from 'vitest';
import { connectPipedrive, make, makeField } from './pipedrive/support/connection.ts';
import { connectOrg, lead } from './salesforce/support/orgConnection.ts';
import { type Connection, connect, makeContacts } from './support/connection.ts';

const CARD = { email: 'ada@new.example', phone: '+33199001234', jobTitle: 'Head of Operations' };

async function edited(connection: Connection, edit: object) {
  return (await connection.control('POST', '/edits', edit)).properties;
}

describe('a person edits a card, in the same words in every CRM', () => {
  it('of a contact in HubSpot, whom HubSpot itself unsubscribes', async () => {
    const hubspot = await connect();
    const [id] = await makeContacts(hubspot, [{ email: 'ada@old.example' }]);
    await hubspot.call('POST', '/crm/v3/properties/contacts', {
      name: 'answer',
      label: 'Our answer',
      type: 'enumeration',
      fieldType: 'select',
      groupName: 'contactinformation',
      options: [{ label: 'Yes, please', value: 'yes' }],
    });
    const fields = { 'Our answer': 'Yes, please' };
    expect(await edited(hubspot, { object: 'contacts', id, ...CARD, optedOut: true, fields })).toMatchObject({
      email: CARD.email,
      phone: CARD.phone,
      jobtitle: CARD.jobTitle,
      hs_email_optout: 'true',
      answer: 'yes',
    });
  });

  it('of a lead in Salesforce, which is modified then by somebody else than the app', async () => {
    const org = await connectOrg();
    const id = await org.make('Lead', lead({ Email: 'ada@old.example' }));
    expect(await edited(org, { object: 'Lead', id, ...CARD, optedOut: true })).toMatchObject({
      Email: CARD.email,
      Phone: CARD.phone,
      Title: CARD.jobTitle,
      HasOptedOutOfEmail: 'true',
    });
  });

  it('of a person in Pipedrive, also from the lead that shows the person', async () => {
    const pipedrive = await connectPipedrive();
    const person = await make(pipedrive, 'persons', { name: 'Ada Lovelace' });
    const id = await make(pipedrive, 'leads', { title: 'Ada', person_id: person });
    const options = [{ label: 'Yes, please' }];
    const field = { field_name: 'Our answer', field_type: 'enum', options };
    const made = await makeField(pipedrive, 'dealFields', field);
    const fields = { 'Our answer': 'Yes, please' };
    const shown = await edited(pipedrive, { object: 'leads', id, ...CARD, optedOut: true, fields });
    expect(shown[made.field_code]).toBe(made.options[0].id);
    const [held] = await pipedrive.dump('persons');
    expect(held.properties).toMatchObject({
      emails: [{ value: CARD.email, primary: true }],
      phones: [{ value: CARD.phone, primary: true }],
      job_title: CARD.jobTitle,
      marketing_status: 'unsubscribed',
    });
  });

  it('and learns which label there is not', async () => {
    const hubspot = await connect();
    const [id] = await makeContacts(hubspot, [{ email: 'ada@old.example' }]);
    const edit = { object: 'contacts', id, fields: { 'Our answer': 'Yes, please' } };
    await expect(edited(hubspot, edit)).rejects.toThrow('No field of contacts is labelled');
  });
});
