import type { FieldValue, Instant } from '@tamis/adapter';
import type { ExampleCrm } from './exampleCrm.ts';
import type { CrmAnswer } from './message.ts';
import type { Row } from './row.ts';

/** `GET /people?after=ID&limit=N&fields=a,b`: live people by id. */
export function listPeople(crm: ExampleCrm, query: URLSearchParams): CrmAnswer {
  const after = query.get('after') ?? '';
  const found = crm.people.live().filter(({ id }) => id > after);
  return page(crm, query, found);
}

/** `GET /people/changes?since=MS&after=ID&limit=N&fields=a,b`: everybody behind (since, after) by time and id, also who is gone. */
export function listChanges(crm: ExampleCrm, query: URLSearchParams): CrmAnswer {
  const since = Number(query.get('since'));
  const after = query.get('after') ?? '';
  const shown = crm.now() - crm.lagMs;
  const found = [...crm.people.rows.values()]
    .filter(({ modified, id }) => modified > since || (modified === since && id > after))
    .filter(({ modified }) => modified <= shown)
    .toSorted((a, b) => a.modified - b.modified || (a.id < b.id ? -1 : 1));
  return page(crm, query, found);
}

/** Ids that one `GET /people/now` takes. */
const MOST_IDS = 20;

/** `GET /people/now?ids=a,b&fields=c,d`: those people, also who is gone, without any lag. */
export function listNow(crm: ExampleCrm, query: URLSearchParams): CrmAnswer {
  const ids = query.get('ids')?.split(',').filter(Boolean) ?? [];
  if (ids.length > MOST_IDS)
    return { status: 400, json: { code: 'too-many', message: `At most ${MOST_IDS} people.` } };
  return page(
    crm,
    query,
    ids.flatMap((id) => crm.people.rows.get(id) ?? []),
  );
}

/** `GET /people/past?ids=a,b&fields=a,b`: what those fields of those people were given, newest first. */
export function listPast(crm: ExampleCrm, query: URLSearchParams): CrmAnswer {
  const [ids = [], fields = []] = ['ids', 'fields'].map((name) => query.get(name)?.split(',') ?? []);
  const people = ids.flatMap((id) => crm.people.find(id) ?? []);
  const past = people.map((row) => ({
    id: row.id,
    past: row.past.filter(({ field }) => fields.includes(field)),
  }));
  return { status: 200, json: { people: past } };
}

function page(crm: ExampleCrm, query: URLSearchParams, found: readonly Row[]): CrmAnswer {
  const fields = query.get('fields')?.split(',').filter(Boolean) ?? [];
  const unknown = fields.filter((field) => !crm.people.fields.has(field));
  if (unknown.length > 0)
    return {
      status: 400,
      json: { code: 'unknown-field', fields: unknown, message: 'People have no such field.' },
    };
  const rows = found.slice(0, Number(query.get('limit') ?? 20));
  const now: Instant = crm.now();
  return { status: 200, json: { now, total: found.length, rows: rows.map((row) => present(row, fields)) } };
}

function present(row: Row, names: readonly string[]): object {
  const { id, created, modified, mergedIds, sameAs, end } = row;
  const fields: Record<string, FieldValue> = {};
  for (const name of names) fields[name] = row.fields[name] ?? null;
  return { id, created, modified, mergedIds, sameAs, end, fields };
}
