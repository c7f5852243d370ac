import type { FieldRow, MappingDocument, SignalRow } from '@tamis/adapter';
import { describe, expect, it } from 'vitest';
import { MappingInvalid, parseMapping, runnableMapping } from '../src/index.ts';
import { DOCUMENT, field, KNOWN } from './support/crm.ts';

const EMAIL: FieldRow = { lead: 'person.email', direction: 'pull', object: 'contacts', field: 'email' };

function withFields(...fields: readonly FieldRow[]): MappingDocument {
  return { version: 1, fields, signals: [], activities: [] };
}

function withSignals(...signals: readonly SignalRow[]): MappingDocument {
  return { version: 1, fields: [], signals, activities: [] };
}

function issuesOf(...args: Parameters<typeof parseMapping>) {
  try {
    parseMapping(...args);
  } catch (error) {
    if (error instanceof MappingInvalid) return error.issues;
    throw error;
  }
  return [];
}

describe('a mapping document', () => {
  it('is accepted as it is when every row makes sense', () => {
    expect(issuesOf(DOCUMENT, KNOWN)).toEqual([]);
  });

  it('names the row, the cause and the nearest lead field for a typing error', () => {
    const issues = issuesOf(withFields(EMAIL, { ...EMAIL, lead: 'person.emial' }));
    expect(issues).toMatchObject([
      { row: 'fields[1]', cause: 'unknown-lead-path', suggestion: 'person.email' },
    ]);
  });

  it('names the nearest part of the verdict', () => {
    const issues = issuesOf(withFields({ ...EMAIL, lead: 'verdict.scor', direction: 'push' }));
    expect(issues).toMatchObject([{ cause: 'unknown-lead-path', suggestion: 'verdict.score' }]);
  });

  it('says everything that is wrong at once, in one readable message', () => {
    const broken = withFields({ ...EMAIL, lead: 'person.emial' }, { ...EMAIL, lead: 'verdict.stage' });
    expect(() => parseMapping(broken)).toThrow(
      /fields\[0\]: there is no lead field "person.emial".*Did you mean "person.email"\?\nfields\[1\]: "verdict.stage" is decided here/,
    );
  });

  it('does not read a verdict from the CRM', () => {
    const both = withFields({ ...EMAIL, lead: 'verdict.stage', direction: 'both' });
    expect(issuesOf(both)).toMatchObject([{ cause: 'direction', suggestion: 'push' }]);
  });

  it('does not write the fields of many deals to one record', () => {
    const pushed = withFields({ ...EMAIL, lead: 'deal.amount', direction: 'push', object: 'deals' });
    expect(issuesOf(pushed)).toMatchObject([{ cause: 'direction', suggestion: 'pull' }]);
  });

  it('gives a CRM field one writer only', () => {
    const rows = withFields(
      { ...EMAIL, lead: 'verdict.stage', direction: 'push', field: 'x' },
      { ...EMAIL, lead: 'verdict.grade', direction: 'push', field: 'x' },
    );
    const [issue] = issuesOf(rows);
    expect(issue).toMatchObject({ row: 'fields[1]', cause: 'duplicate' });
    expect(issue?.message).toContain('fields[0] already writes contacts.x');
  });

  it.each([
    [{ calculated: true }, 'the CRM calculates it'],
    [{ writable: false }, 'it is read-only'],
  ])('does not write to a field with %o', (more, why) => {
    const row: FieldRow = { ...EMAIL, lead: 'verdict.score', direction: 'push', field: 'x' };
    const [issue] = issuesOf(withFields(row), [field('x', 'number', more)]);
    expect(issue).toMatchObject({ cause: 'not-writable', suggestion: 'pull' });
    expect(issue?.message).toContain(why);
  });

  it('names the nearest field of the CRM', () => {
    const issues = issuesOf(withFields({ ...EMAIL, field: 'e-mail' }), [field('email', 'text')]);
    expect(issues).toMatchObject([{ row: 'fields[0]', cause: 'unknown-field', suggestion: 'email' }]);
  });

  it('does not judge the fields of an object that nobody described', () => {
    expect(
      issuesOf(withFields({ ...EMAIL, object: 'leads', field: 'Email' }), [field('email', 'text')]),
    ).toEqual([]);
  });

  it('refuses a key that it does not know rather than ignoring a setting', () => {
    const issues = issuesOf({ ...withFields(), fields: [{ ...EMAIL, wirte: 'only-if-empty' }] });
    expect(issues).toMatchObject([{ row: 'fields[0]', cause: 'malformed' }]);
    expect(issues[0]?.message).toContain('wirte');
  });

  it('wants the order of a forward-only row, a usable default, and a total beside a history', () => {
    const rows = withFields(
      { ...EMAIL, lead: 'verdict.stage', direction: 'push', field: 'x', write: 'forward-only' },
      { ...EMAIL, lead: 'company.employees', field: 'size', default: 'many' },
    );
    expect(issuesOf(rows).map(({ row, cause }) => `${row} ${cause}`)).toEqual([
      'fields[0] incomplete',
      'fields[1] incomplete',
    ]);
    const signal: SignalRow = { object: 'contacts', kind: 'page_view', count: null, at: 'at' };
    const history = { field: 'page', attribute: 'path' };
    expect(issuesOf(withSignals({ ...signal, history }))).toMatchObject([
      { row: 'signals[0]', cause: 'incomplete' },
    ]);
  });

  it('lets a company inform a lead and never be written to', () => {
    const objects = [
      { name: 'companies', role: 'company', associations: [] },
      { name: 'contacts', role: 'lead', associations: [] },
    ] as const;
    const pulled: FieldRow = { ...EMAIL, lead: 'company.name', object: 'companies', field: 'name' };
    expect(issuesOf(withFields(pulled), [], objects)).toEqual([]);
    expect(issuesOf(withFields({ ...pulled, direction: 'both' }), [], objects)).toMatchObject([
      { cause: 'role' },
    ]);
    expect(issuesOf(withFields({ ...EMAIL, object: 'contact' }), [], objects)).toMatchObject([
      { cause: 'role', suggestion: 'contacts' },
    ]);
  });

  it.each<[Partial<FieldRow>, string]>([
    [{ lead: 'verdict.stage', direction: 'push', default: 'raw' }, 'a default is for values that are read'],
    [{ write: 'only-if-empty' }, 'has no effect on a row that only reads'],
    [{ transform: { order: ['a'] } }, 'has no effect without write "forward-only"'],
    [{ lead: 'verdict.stage', direction: 'push', conflict: 'newest' }, 'is decided here'],
    [{ lead: 'verdict.stage', direction: 'push', blanks: true }, 'is decided here'],
    [{ lead: 'deal.name', object: 'deals', conflict: 'crm-wins' }, 'a deal is read alone'],
    [{ lead: 'permission.objected', conflict: 'crm-wins' }, 'the most restrictive value stands'],
    [{ lead: 'source.channel', conflict: 'hub-wins' }, 'the earliest value stands'],
    [{ lead: 'createdAt', blanks: true }, 'the earliest value stands'],
    [{ direction: 'push', write: 'only-if-empty', blanks: true }, 'never empties a field'],
    [{ direction: 'push', conflict: 'crm-wins', blanks: true }, 'never replaces a filled field'],
  ])('refuses a setting without effect: %j', (row, message) => {
    expect(() => parseMapping(withFields({ ...EMAIL, ...row }))).toThrow(message);
  });

  it('takes a policy and blanks where they do something', () => {
    const rows = withFields(
      { ...EMAIL, conflict: 'crm-wins', blanks: true },
      { ...EMAIL, lead: 'person.city', direction: 'both', field: 'city', conflict: 'crm-wins', blanks: true },
      { ...EMAIL, lead: 'permission.objected', direction: 'push', field: 'stop', conflict: 'hub-wins' },
    );
    expect(issuesOf(rows)).toEqual([]);
  });

  it('does not promise blanks of a company, of which no field’s time is known', () => {
    const objects = [{ name: 'companies', role: 'company', associations: [] }] as const;
    const row: FieldRow = { ...EMAIL, lead: 'company.name', object: 'companies', blanks: true };
    expect(issuesOf(withFields(row), [], objects)).toMatchObject([{ row: 'fields[0]', cause: 'incomplete' }]);
  });

  it('reads an owner, an answer of sales and a stage of one record, and writes no part of them back', () => {
    const rows = withFields({ ...EMAIL, lead: 'owner.email', direction: 'both' });
    expect(issuesOf(rows)).toMatchObject([{ cause: 'direction', suggestion: 'pull' }]);
  });

  it('keeps names out that would replace the prototype of an object', () => {
    expect(issuesOf(withFields({ ...EMAIL, lead: 'attributes.__proto__' }))).toMatchObject([
      { cause: 'unknown-lead-path' },
    ]);
    expect(issuesOf(withFields({ ...EMAIL, field: '__proto__' }))).toMatchObject([{ cause: 'malformed' }]);
  });

  it.each([[null], ['text'], [[]], [{}], [{ version: 2, fields: [], signals: [], activities: [] }]])(
    'is not %j',
    (document) => {
      expect(issuesOf(document)).not.toEqual([]);
    },
  );
});

describe('a field that is deleted in the CRM', () => {
  it('pauses its own row, with the reason, and no other', () => {
    const without = KNOWN.filter(({ name }) => name !== 'seats' && name !== 'last_page');
    const { mapping, paused } = runnableMapping(DOCUMENT, without);
    expect(paused.map(({ row, object, field: name }) => [row, object, name])).toEqual([
      ['fields[5]', 'contacts', 'seats'],
      ['signals[0]', 'contacts', 'last_page'],
    ]);
    expect(mapping.slots.map(({ path }) => path.path)).not.toContain('attributes.seats');
    expect(mapping.slots.map(({ path }) => path.path)).toContain('attributes.topics');
  });

  it('does not hide a fault of the document', () => {
    expect(() => runnableMapping(withFields({ ...EMAIL, lead: 'person.emial' }), [])).toThrow(MappingInvalid);
  });
});
