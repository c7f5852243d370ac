import type { Adapter, CrmRecord, ReadRequest } from '@tamis/adapter';
import { broken, type Mutant } from './mutant.ts';

const CHAPTER = 'read now';

/** Mistakes in reading records again. */
export const readMutants: readonly Mutant[] = [
  {
    name: 'remembers what it read before',
    chapter: CHAPTER,
    open: broken(({ read }) => {
      const first = new Map<string, ReturnType<Adapter['read']>>();
      return {
        read: (request) => {
          const key = request.ids.join(',');
          const known = first.get(key) ?? read(request);
          first.set(key, known);
          return known;
        },
      };
    }),
  },
  {
    name: 'reads what the changes show',
    chapter: CHAPTER,
    open: broken(({ read, pull }) => ({
      read: async (request) => {
        const shown = await read(request);
        const cursor = { phase: 'changes', modified: 0, id: '' } as const;
        const found = new Map<string, CrmRecord>();
        for await (const page of pull({ ...request, cursor, associations: [] }))
          for (const record of page.records) found.set(record.id, record);
        return shown.flatMap(({ id }) => found.get(id) ?? []);
      },
    })),
  },
  {
    name: 'gives numbers as texts',
    chapter: CHAPTER,
    open: brokenRecords((record) => ({ ...record, fields: asTexts(record.fields) })),
  },
  {
    name: 'leaves empty fields out',
    chapter: CHAPTER,
    open: brokenRecords((record) => ({
      ...record,
      fields: Object.fromEntries(Object.entries(record.fields).filter(([, value]) => value !== null)),
    })),
  },
  {
    name: 'stamps records with the time of the read',
    chapter: CHAPTER,
    open: broken(({ read }, { now }) => ({
      read: async (request) => (await read(request)).map((record) => ({ ...record, modifiedAt: now() })),
    })),
  },
  {
    name: 'gives who is gone with nothing in the fields',
    chapter: CHAPTER,
    open: broken(({ read }) => ({
      read: async (request) => {
        const records = await read(request);
        const given = new Set(records.map(({ id }) => id));
        const { object } = request;
        const gone = request.ids.filter((id) => !given.has(id));
        return [...records, ...gone.map((id) => ({ object, id, fields: {}, modifiedAt: 0 }))];
      },
    })),
  },
  {
    name: 'gives a survivor in the place of who was merged away',
    chapter: CHAPTER,
    open: broken(({ read, pull }) => ({
      read: async (request) => {
        const records = await read(request);
        if (records.length === request.ids.length) return records;
        const survivors: CrmRecord[] = [];
        for await (const page of pull({ ...request, cursor: null, associations: [] }))
          survivors.push(...page.records.filter(({ mergedIds = [] }) => mergedIds.length > 0));
        return [...records, ...survivors];
      },
    })),
  },
  {
    name: 'gives a converted record as it was',
    chapter: CHAPTER,
    open: broken(({ read, pull }) => ({
      read: async (request) => {
        const records = await read(request);
        const converted = new Set<string>();
        const cursor = { phase: 'changes', modified: 0, id: '' } as const;
        for await (const page of pull({ ...request, cursor, associations: [] }))
          for (const { id, convertedInto } of page.gone) if (convertedInto) converted.add(id);
        const { object } = request;
        const late = request.ids.filter((id) => converted.has(id));
        return [...records, ...late.map((id) => ({ object, id, fields: {}, modifiedAt: 0 }))];
      },
    })),
  },
  {
    name: 'leaves out in silence whom it has no room for',
    chapter: CHAPTER,
    open: brokenRequests((request, { limits }) => ({
      ...request,
      ids: request.ids.slice(0, limits.readBatch),
    })),
  },
  {
    name: 'takes fewer records than it says',
    chapter: CHAPTER,
    open: broken(({ limits }) => ({ limits: { ...limits, readBatch: limits.readBatch + 1 } })),
  },
  {
    name: 'asks although nobody is wanted',
    chapter: CHAPTER,
    open: broken(({ read, account }) => ({
      read: async (request) => {
        await account(request.signal);
        return read(request);
      },
    })),
  },
  {
    name: 'reads without a field that is gone',
    chapter: CHAPTER,
    open: broken(({ read, describe }) => ({
      read: async (request) => {
        const known = (await describe(request.object, request.signal)).map(({ name }) => name);
        return read({ ...request, fields: request.fields.filter((field) => known.includes(field)) });
      },
    })),
  },
  {
    name: 'keeps from a read who is the same person',
    chapter: CHAPTER,
    open: brokenRecords(withoutSame),
  },
  {
    name: 'keeps from the pull who is the same person',
    chapter: CHAPTER,
    open: broken(({ pull }) => ({
      pull: async function* (request) {
        for await (const page of pull(request)) yield { ...page, records: page.records.map(withoutSame) };
      },
    })),
  },
  {
    name: 'says that everybody is the same person as themselves',
    chapter: CHAPTER,
    open: brokenRecords((record) => ({
      samePerson: [{ object: record.object, id: record.id }],
      ...record,
    })),
  },
  {
    name: 'reads on although it was told to stop',
    chapter: CHAPTER,
    open: brokenRequests((request) => ({ ...request, signal: new AbortController().signal })),
  },
];

function brokenRecords(change: (record: CrmRecord) => CrmRecord): Mutant['open'] {
  return broken(({ read }) => ({ read: async (request) => (await read(request)).map(change) }));
}

function brokenRequests(change: (request: ReadRequest, sound: Adapter) => ReadRequest): Mutant['open'] {
  return broken((sound) => ({ read: (request) => sound.read(change(request, sound)) }));
}

function asTexts(fields: CrmRecord['fields']): CrmRecord['fields'] {
  const texts = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'number' ? String(value) : value,
  ]);
  return Object.fromEntries(texts);
}

function withoutSame({ samePerson: _, ...record }: CrmRecord): CrmRecord {
  return record;
}
