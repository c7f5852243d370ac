import { describe, expect, it } from 'vitest';
import { connectPipedrive, make, makeField } from './support/connection.ts';

const INVALID = { status: 400, json: { success: false, code: 'ERR_SCHEMA_VALIDATION_FAILED' } };

describe('records of v2, facts 7 to 10 and 14 to 17', () => {
  it('9: a person has typed attributes, RFC 3339 times and addresses with one primary', async () => {
    const connection = await connectPipedrive({ now: Date.UTC(2026, 10, 24, 10) });
    const { status, json } = await connection.api('POST', '/api/v2/persons', {
      name: 'Ada Lovelace',
      emails: [{ value: 'ada@acme.fr' }, { value: 'ada@home.fr', label: 'home' }],
    });
    expect(status).toBe(200);
    expect(json.data).toMatchObject({
      id: expect.any(Number),
      first_name: 'Ada',
      last_name: 'Lovelace',
      owner_id: 9001,
      org_id: null,
      is_deleted: false,
      label_ids: [],
      phones: [],
    });
    expect(json.data.emails).toEqual([
      { value: 'ada@acme.fr', primary: true, label: 'work' },
      { value: 'ada@home.fr', primary: false, label: 'home' },
    ]);
    expect(json.data.update_time).toMatch(/^2026-11-24T10:\d\d:\d\dZ$/);
  });

  it('9: types are strict, and unknown names are refused', async () => {
    const connection = await connectPipedrive();
    const id = await make(connection, 'persons', { name: 'Ada' });
    for (const body of [
      { owner_id: '9001' },
      { org_id: 'Acme' },
      { label_ids: ['1'] },
      { emails: 'ada@acme.fr' },
      { nonsense: 1 },
      { org_id: 999_999 },
      { owner_id: 1 },
      { custom_fields: { ['0'.repeat(40)]: 'x' } },
    ])
      expect(await connection.api('PATCH', `/api/v2/persons/${id}`, body)).toMatchObject(INVALID);
    expect(await connection.api('POST', '/api/v2/persons', {})).toMatchObject(INVALID);
  });

  it('a patch changes what is given, and moves update_time even where nothing changes, unless the switch says otherwise', async () => {
    const connection = await connectPipedrive();
    await connection.control('POST', '/clock', { freeze: '2026-06-01T10:00:00Z' });
    const id = await make(connection, 'persons', { name: 'Ada', job_title: 'CEO' });
    const patch = async (at: string) => {
      await connection.control('POST', '/clock', { freeze: at });
      return (await connection.api('PATCH', `/api/v2/persons/${id}`, { job_title: 'CTO' })).json.data;
    };
    expect(await patch('2026-06-01T10:00:05Z')).toMatchObject({ name: 'Ada', job_title: 'CTO' });
    expect(await patch('2026-06-01T10:00:06Z')).toMatchObject({ update_time: '2026-06-01T10:00:06Z' });
    await connection.control('PATCH', '/settings', { unknowns: { sameValueWriteTouches: false } });
    expect(await patch('2026-06-01T10:00:07Z')).toMatchObject({ update_time: '2026-06-01T10:00:06Z' });
    const emails = [{ value: 'ada@acme.fr' }];
    const write = async () => (await connection.api('PATCH', `/api/v2/persons/${id}`, { emails })).json.data;
    expect(await write()).toMatchObject({ update_time: '2026-06-01T10:00:07Z' });
    await connection.control('POST', '/clock', { advanceMs: 1000 });
    expect(await write()).toMatchObject({ update_time: '2026-06-01T10:00:07Z' });
  });

  it('14, 15, 17: a custom field has a key of 40 characters, options with ids, and values of its type', async () => {
    const connection = await connectPipedrive();
    const make2 = (field_name: string, field_type: string, options?: { label: string }[]) =>
      makeField(connection, 'personFields', { field_name, field_type, ...(options && { options }) });
    const stage = await make2('Stage', 'enum', [{ label: 'MQL' }, { label: 'SQL' }]);
    const tags = await make2('Tags', 'set', [{ label: 'A' }, { label: 'B' }]);
    const amount = await make2('Budget', 'monetary');
    const reason = await make2('Reason', 'varchar');
    expect(stage.field_code).toMatch(/^[0-9a-f]{40}$/);
    const [mql] = stage.options;
    expect(mql).toMatchObject({ id: expect.any(Number), label: 'MQL' });
    const id = await make(connection, 'persons', { name: 'Ada' });
    const write = (custom_fields: object) =>
      connection.api('PATCH', `/api/v2/persons/${id}`, { custom_fields });
    const values = {
      [stage.field_code]: mql.id,
      [tags.field_code]: tags.options.map((option: { id: number }) => option.id),
      [amount.field_code]: { value: 1200, currency: 'EUR' },
      [reason.field_code]: 'x'.repeat(255),
    };
    expect((await write(values)).json.data.custom_fields).toEqual(values);
    for (const wrong of [
      { [stage.field_code]: 'MQL' },
      { [stage.field_code]: 99_999 },
      { [tags.field_code]: mql.id },
      { [tags.field_code]: [] },
      { [amount.field_code]: 1200 },
      { [reason.field_code]: 'x'.repeat(256) },
      { [reason.field_code]: 12 },
    ])
      expect(await write(wrong)).toMatchObject(INVALID);
    const cleared = await write({ [tags.field_code]: null, [stage.field_code]: null });
    expect(cleared.json.data.custom_fields).toMatchObject({
      [tags.field_code]: null,
      [stage.field_code]: null,
    });
  });

  it('17: fields come in pages, are renamed, get further options, and are deleted', async () => {
    const connection = await connectPipedrive();
    const field = await makeField(connection, 'dealFields', {
      field_name: 'Level',
      field_type: 'enum',
      options: [{ label: 'Low' }],
    });
    const first = await connection.api('GET', '/api/v2/dealFields?limit=5');
    expect(first.json.data).toHaveLength(5);
    const cursor = first.json.additional_data.next_cursor;
    const rest = await connection.api('GET', `/api/v2/dealFields?limit=500&cursor=${cursor}`);
    expect(rest.json.additional_data.next_cursor).toBeNull();
    expect(rest.json.data.at(-1)).toMatchObject({ field_name: 'Level', is_custom_field: true });
    const one = `/api/v2/dealFields/${field.field_code}`;
    const renamed = await connection.api('PATCH', one, { field_name: 'Fit' });
    expect(renamed.json.data).toMatchObject({ field_name: 'Fit', field_code: field.field_code });
    const added = await connection.api('POST', `${one}/options`, [{ label: 'High' }]);
    expect(added.json.data).toMatchObject([{ id: field.options[0].id + 1, label: 'High' }]);
    expect((await connection.api('DELETE', one)).status).toBe(200);
    expect((await connection.api('GET', one)).status).toBe(404);
    const same = { field_name: 'Twin', field_type: 'double' };
    await makeField(connection, 'dealFields', same);
    expect((await connection.api('POST', '/api/v2/dealFields', same)).status).toBe(400);
  });

  it('a person renames, retypes and deletes a field in the settings', async () => {
    const connection = await connectPipedrive();
    const { field_code: key } = await makeField(connection, 'personFields', {
      field_name: 'Score',
      field_type: 'double',
    });
    await connection.control('PATCH', `/fields/persons/${key}`, { label: 'Points', type: 'varchar' });
    const { json } = await connection.api('GET', `/api/v2/personFields/${key}`);
    expect(json.data).toMatchObject({ field_name: 'Points', field_type: 'varchar' });
    const id = await make(connection, 'persons', { name: 'Ada', [key]: 'many' });
    await connection.control('DELETE', `/fields/persons/${key}`);
    expect((await connection.api('GET', `/api/v2/personFields/${key}`)).status).toBe(404);
    expect((await connection.control('GET', `/objects/persons/${id}`)).properties).not.toHaveProperty(key);
  });

  it('a deal’s status and stage set their times, and its flow shows the stages', async () => {
    const connection = await connectPipedrive();
    const person = await make(connection, 'persons', { name: 'Ada' });
    const made = await connection.api('POST', '/api/v2/deals', { title: 'Big', person_id: person });
    expect(made.json.data).toMatchObject({ status: 'open', stage_id: 1, pipeline_id: 1, won_time: null });
    const path = `/api/v2/deals/${made.json.data.id}`;
    await connection.api('PATCH', path, { stage_id: 3 });
    const { json } = await connection.api('PATCH', path, { status: 'won' });
    expect(json.data).toMatchObject({
      stage_change_time: expect.any(String),
      won_time: expect.any(String),
      close_time: expect.any(String),
      lost_time: null,
    });
    const flow = await connection.api('GET', `/v1/deals/${made.json.data.id}/flow`);
    const changes = flow.json.data.map(({ data }: { data: object }) => data);
    expect(changes).toContainEqual(
      expect.objectContaining({ field_key: 'stage_id', old_value: '1', new_value: '3' }),
    );
    expect(flow.json.data[0].timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const stages = await connection.api('GET', '/api/v2/stages');
    expect(stages.json.data).toHaveLength(5);
  });

  it('a deleted record’s id shows it as deleted, or is unknown by the switch', async () => {
    const connection = await connectPipedrive();
    const id = await make(connection, 'persons', { name: 'Ada' });
    expect(await connection.api('DELETE', `/api/v2/persons/${id}`)).toMatchObject({ json: { data: { id } } });
    const shown = await connection.api('GET', `/api/v2/persons/${id}`);
    expect(shown).toMatchObject({ status: 200, json: { data: { is_deleted: true } } });
    expect((await connection.api('PATCH', `/api/v2/persons/${id}`, { name: 'Bob' })).status).toBe(404);
    await connection.control('PATCH', '/settings', { unknowns: { deletedById: 'not-found' } });
    expect((await connection.api('GET', `/api/v2/persons/${id}`)).status).toBe(404);
  });

  it('a deleted record is restored within 30 days, with its values and a new update_time', async () => {
    const connection = await connectPipedrive();
    await connection.control('POST', '/clock', { freeze: '2026-06-01T10:00:00Z' });
    const id = await make(connection, 'persons', { name: 'Ada', job_title: 'CEO' });
    const restore = () => connection.control('POST', `/objects/persons/${id}/restore`);
    await expect(restore()).rejects.toThrow('404');
    await connection.control('DELETE', `/objects/persons/${id}`);
    await connection.control('POST', '/clock', { advanceMs: 29 * 86_400_000 });
    expect(await restore()).toMatchObject({ id: String(id), state: 'live' });
    const { data } = (await connection.api('GET', '/api/v2/persons?updated_since=2026-06-02T00:00:00Z')).json;
    expect(data).toMatchObject([{ id, job_title: 'CEO', is_deleted: false }]);
    await connection.control('DELETE', `/objects/persons/${id}`);
    await connection.control('POST', '/clock', { advanceMs: 31 * 86_400_000 });
    await expect(restore()).rejects.toThrow('404');
  });

  it('8: a merge keeps the survivor’s values and both addresses, and moves what belonged to the other', async () => {
    const connection = await connectPipedrive();
    const email = (value: string) => [{ value, primary: true, label: 'work' }];
    const loser = await make(connection, 'persons', {
      name: 'A',
      emails: email('a@acme.fr'),
      job_title: 'CEO',
    });
    const survivor = await make(connection, 'persons', { name: 'Ada', emails: email('ada@acme.fr') });
    const deal = await make(connection, 'deals', { title: 'Big', person_id: loser });
    const merged = await connection.api('PUT', `/v1/persons/${loser}/merge`, { merge_with_id: survivor });
    expect(merged.json.data).toMatchObject({ id: survivor, merge_what_id: loser });
    const { json } = await connection.api('GET', `/api/v2/persons/${survivor}`);
    expect(json.data).toMatchObject({ name: 'Ada', job_title: 'CEO' });
    expect(json.data.emails).toEqual([
      { value: 'ada@acme.fr', primary: true, label: 'work' },
      { value: 'a@acme.fr', primary: false, label: 'work' },
    ]);
    expect((await connection.api('GET', `/api/v2/deals/${deal}`)).json.data.person_id).toBe(survivor);
    const status = async () => (await connection.api('GET', `/api/v2/persons/${loser}`)).status;
    expect(await status()).toBe(404);
    await connection.control('PATCH', '/settings', { unknowns: { mergedById: 'gone' } });
    expect(await status()).toBe(410);
    await connection.control('PATCH', '/settings', { unknowns: { mergedById: 'shown' } });
    expect(await status()).toBe(200);
    expect(await connection.dump('persons', '?state=all')).toMatchObject([
      { id: String(loser), state: 'merged', archived: true, mergedInto: String(survivor) },
      { id: String(survivor), state: 'live' },
    ]);
  });

  it('7: what v1 had of persons, organizations, deals and activities is gone, or missing by the switch', async () => {
    const connection = await connectPipedrive({ contacts: 1 });
    expect((await connection.api('GET', '/v1/persons')).status).toBe(410);
    expect((await connection.api('PUT', '/api/v1/deals/21', {})).status).toBe(410);
    await connection.control('PATCH', '/settings', { retiredV1: 'missing' });
    expect((await connection.api('GET', '/v1/persons/101')).status).toBe(404);
  });

  it('persons are found by a part of their name or their whole address', async () => {
    const connection = await connectPipedrive();
    const emails = [{ value: 'ada@acme.fr', primary: true, label: 'work' }];
    const id = await make(connection, 'persons', { name: 'Ada Lovelace', emails });
    const find = async (query: string) => {
      const { json } = await connection.api('GET', `/api/v2/persons/search?${query}`);
      return json.data.items.map(({ item }: { item: { id: number } }) => item.id);
    };
    expect(await find('term=lovel')).toEqual([id]);
    expect(await find('term=ada@acme.fr&fields=email&exact_match=true')).toEqual([id]);
    expect(await find('term=acme&fields=email&exact_match=true')).toEqual([]);
    expect((await connection.api('GET', '/api/v2/persons/search?term=a')).status).toBe(400);
  });

  it('notes and mail of a person are still of v1, with times in its own form', async () => {
    const connection = await connectPipedrive();
    const person = await make(connection, 'persons', { name: 'Ada' });
    const note = await connection.api('POST', '/v1/notes', { content: 'Budget of 10 k€', person_id: person });
    expect(note.json.data.add_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const notes = await connection.api('GET', `/v1/notes?person_id=${person}`);
    expect(notes.json.data).toMatchObject([{ content: 'Budget of 10 k€' }]);
    expect((await connection.api('POST', '/v1/notes', { content: 'Alone' })).status).toBe(400);
    await connection.control('POST', `/objects/persons/${person}/mail`, {
      direction: 'outgoing',
      opened: true,
    });
    const mail = await connection.api('GET', `/v1/persons/${person}/mailMessages`);
    expect(mail.json.data).toMatchObject([
      { object: 'mailMessage', data: { mail_tracking_status: 'opened' } },
    ]);
    const { json } = await connection.api(
      'GET',
      `/api/v2/persons/${person}?include_fields=last_outgoing_mail_time,email_messages_count`,
    );
    expect(json.data).toMatchObject({ last_outgoing_mail_time: expect.any(String), email_messages_count: 1 });
  });

  it('an activity’s person is its primary participant, and being done has its time', async () => {
    const connection = await connectPipedrive();
    const [one, two] = [
      await make(connection, 'persons', { name: 'Ada' }),
      await make(connection, 'persons', { name: 'Bob' }),
    ];
    const made = await connection.api('POST', '/api/v2/activities', { subject: 'Demo', person_id: one });
    expect(made.json.data).toMatchObject({
      participants: [{ person_id: one, primary: true }],
      done: false,
      marked_as_done_time: null,
    });
    const { json } = await connection.api('PATCH', `/api/v2/activities/${made.json.data.id}`, {
      participants: [{ person_id: one }, { person_id: two, primary: true }],
      done: true,
    });
    expect(json.data).toMatchObject({ person_id: two, marked_as_done_time: expect.any(String) });
  });
});
