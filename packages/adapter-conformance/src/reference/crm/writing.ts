import { z } from 'zod';
import type { CrmTask, ExampleCrm } from './exampleCrm.ts';
import type { CrmAnswer } from './message.ts';
import type { CrmField } from './row.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const changesSchema = z.array(z.object({ id: z.string(), fields: z.record(z.string(), value) })).max(10);
const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'enumeration']),
  options: z.array(z.string()).optional(),
});
const tasksSchema = z.array(z.object({ key: z.string(), recordId: z.string(), title: z.string() })).max(10);

/** `PATCH /people`: all or nothing where a value is bad, and without a word on which record's; who is gone costs the others nothing. */
export function writePeople(crm: ExampleCrm, body: string): CrmAnswer {
  const changes = changesSchema.parse(JSON.parse(body));
  const problems = changes.map(({ fields }) => crm.people.check(fields));
  const problem = problems.find((each) => each !== null);
  if (problem) return { status: 400, json: { ...problem, fields: [problem.field] } };
  const now = crm.now();
  const results = changes.map(({ id, fields }) => {
    const row = crm.people.find(id);
    if (row === null) return { id, end: crm.people.rows.get(id)?.end ?? { kind: 'deleted' } };
    crm.people.write(row, fields, now);
    const taken = Object.fromEntries(Object.keys(fields).map((name) => [name, row.fields[name] ?? null]));
    return { id, fields: taken, modified: now };
  });
  return { status: 200, json: { results } };
}

/** What people have, as `GET /people/fields` shows it. */
export function listFields(crm: ExampleCrm): readonly CrmField[] {
  return [...crm.people.fields.values()];
}

/** `POST /people/fields`: 409 where the name is taken. */
export function createField(crm: ExampleCrm, body: string): CrmAnswer {
  const { name, label, type, options } = fieldSchema.parse(JSON.parse(body));
  if (crm.people.fields.has(name))
    return { status: 409, json: { code: 'taken', message: `${name} is there.` } };
  crm.people.fields.set(name, { name, label, type, ...(options === undefined ? {} : { options }) });
  return { status: 201, json: { name } };
}

/** `POST /tasks`: a task whose key is taken is answered as it is. */
export function createTasks(crm: ExampleCrm, body: string): CrmAnswer {
  const drafts = tasksSchema.parse(JSON.parse(body));
  const results = drafts.map(({ key, recordId, title }) => {
    const present = crm.tasks.get(key);
    if (present !== undefined) return { key, id: present.id };
    if (crm.people.find(recordId) === null)
      return { key, code: 'gone', message: `Nobody is called ${recordId}.` };
    const task: CrmTask = { id: `t${crm.tasks.size + 1}`, key, recordId, title };
    crm.tasks.set(key, task);
    return { key, id: task.id };
  });
  return { status: 200, json: { results } };
}
