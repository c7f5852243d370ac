import type { FieldDescription, FieldRow, MappingDocument } from '@tamis/adapter';
import { describe, expect, it } from 'vitest';
import { inspectMapping, rowDifferences, suggestRows } from '../src/index.ts';

const NOTHING: MappingDocument = { version: 1, fields: [], signals: [], activities: [] };
const email = { lead: 'person.email', direction: 'pull', object: 'contacts', field: 'email' } as const;
const stage = { lead: 'verdict.stage', direction: 'push', object: 'contacts', field: 'our_stage' } as const;
const views = { object: 'contacts', kind: 'page_view', count: 'views', at: 'last_view' } as const;
const past = { object: 'contacts', field: 'our_stage', stages: { won: 'customer' } } as const;
const defaults: MappingDocument = {
  version: 1,
  fields: [email, stage],
  signals: [views],
  activities: [],
  pastStages: [past],
};

function field(name: string, more: Partial<FieldDescription> = {}): FieldDescription {
  return { object: 'contacts', name, label: name, type: 'text', writable: true, calculated: false, ...more };
}

const lifecycle: FieldRow = {
  lead: 'verdict.stage',
  direction: 'push',
  object: 'contacts',
  field: 'lifecycle',
  write: 'forward-only',
  transform: { values: { lead: 'raw' }, order: ['lead'] },
};

const sources = (fields: readonly FieldDescription[]) => ({
  defaults,
  nativeStages: [lifecycle],
  fields,
  leadObjects: ['contacts'],
});

describe('suggestions', () => {
  it('offers a stage field of the CRM itself where it exists and nothing writes it yet', () => {
    const native = (draft: MappingDocument) =>
      suggestRows(sources([field('lifecycle')]), draft).filter(({ reason }) => reason === 'native-stage');
    expect(native(NOTHING).map(({ row }) => row)).toEqual([lifecycle]);
    expect(native({ ...NOTHING, fields: [lifecycle] })).toEqual([]);
  });

  it('offers the rows of the vendor whose fields exist here, and no others', () => {
    const offered = suggestRows(sources([field('email'), field('views')]), NOTHING);
    expect(offered.map(({ row }) => row)).toEqual([email]);
  });

  it('offers a custom field that is called like a field of the lead, in whatever capitals and accents', () => {
    const offered = suggestRows(sources([field('cf_17', { label: 'Job title' })]), NOTHING);
    expect(offered).toMatchObject([
      {
        row: { lead: 'person.jobTitle', field: 'cf_17' },
        reason: 'similar-label',
        params: { label: 'Job title' },
      },
    ]);
  });

  it('offers nothing for a calculated field, nor a field of the wrong type', () => {
    const fields = [field('city', { calculated: true }), field('country', { type: 'number' })];
    expect(suggestRows(sources(fields), NOTHING)).toEqual([]);
  });

  it('is silent once everything was accepted, and what was accepted can be published', () => {
    const fields = [
      field('email'),
      field('our_stage'),
      field('views', { type: 'number' }),
      field('last_view'),
    ];
    const accepted = { ...NOTHING } as { -readonly [K in keyof MappingDocument]: MappingDocument[K] };
    for (const { list, row } of suggestRows(sources(fields), NOTHING))
      Object.assign(accepted, { [list]: [...(accepted[list] ?? []), row] });
    expect(suggestRows(sources(fields), accepted)).toEqual([]);
    expect(inspectMapping(accepted, fields)).toEqual([]);
  });
});

describe('the difference of two mappings', () => {
  it('is empty for the same document', () => {
    expect(rowDifferences(defaults, structuredClone(defaults))).toEqual([]);
  });

  it('names rows that came, went and changed, with the keys', () => {
    const after: MappingDocument = { ...defaults, fields: [{ ...email, default: 'x' }], activities: [] };
    expect(rowDifferences(defaults, after)).toEqual([
      { list: 'fields', change: 'removed', row: 'verdict.stage → contacts/our_stage', keys: [] },
      { list: 'fields', change: 'changed', row: 'person.email ← contacts/email', keys: ['default'] },
    ]);
    const policies: MappingDocument = {
      ...defaults,
      fields: [{ ...email, conflict: 'crm-wins', blanks: true }, stage],
    };
    expect(rowDifferences(defaults, policies)).toMatchObject([{ keys: ['conflict', 'blanks'] }]);
    expect(rowDifferences(NOTHING, { ...NOTHING, signals: [views] })).toEqual([
      { list: 'signals', change: 'added', row: 'page_view ← contacts/views', keys: [] },
    ]);
  });
});

describe('the inspection of a draft', () => {
  it('names each fault with its row instead of throwing', () => {
    const broken = { ...NOTHING, fields: [{ ...email, field: 'gone' }] };
    expect(inspectMapping(broken, [field('email')])).toMatchObject([
      { row: 'fields[0]', cause: 'unknown-field' },
    ]);
  });
});
