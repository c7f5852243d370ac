import { FieldGone, type PushOutcome, type PushRequest, type RecordChange } from '@tamis/adapter';
import { broken, type Mutant } from './mutant.ts';

/** Mistakes in writing. */
export const pushMutants: readonly Mutant[] = [
  {
    name: 'forgets an outcome',
    chapter: 'push outcomes',
    open: brokenOutcomes((outcomes) => outcomes.slice(1)),
  },
  {
    name: 'gives outcomes in an order of its own',
    chapter: 'push outcomes',
    open: brokenOutcomes((outcomes) => outcomes.toSorted((a, b) => (a.id < b.id ? -1 : 1))),
  },
  {
    name: 'does not send what is to be cleared',
    chapter: 'push outcomes',
    open: brokenChanges((change) => ({ ...change, fields: withoutNulls(change.fields) })),
  },
  {
    name: 'clears what was not sent',
    chapter: 'push outcomes',
    open: brokenChanges((change) => ({ ...change, fields: { motto: null, ...change.fields } })),
  },
  {
    name: 'counts a refused row as written',
    chapter: 'partial failure',
    open: brokenOutcomes((outcomes) =>
      outcomes.map((each) => (each.status === 'refused' ? written(each.id) : each)),
    ),
  },
  {
    name: 'counts a write without an answer as written',
    chapter: 'partial failure',
    open: brokenOutcomes((outcomes) =>
      outcomes.map((each) => (each.status === 'unknown' ? written(each.id) : each)),
    ),
  },
  {
    name: 'takes a write without an answer for a refusal',
    chapter: 'partial failure',
    open: brokenOutcomes((outcomes) =>
      outcomes.map((each) =>
        each.status === 'unknown' ? { ...each, status: 'refused', code: 'lost' } : each,
      ),
    ),
  },
  {
    name: 'lets one bad row cost the whole batch',
    chapter: 'partial failure',
    open: brokenOutcomes((outcomes) => {
      const bad = outcomes.find(({ status }) => status === 'refused');
      return bad === undefined ? outcomes : outcomes.map(({ id }) => ({ ...bad, id }));
    }),
  },
  {
    name: 'writes something else each time',
    chapter: 'idempotence',
    open: (open, ports) => {
      let pushes = 0;
      const count = (change: RecordChange) => ({ ...change, fields: { ...change.fields, score: pushes } });
      const stamped = brokenChanges(count)(open, ports);
      return {
        ...stamped,
        push: (request) => {
          pushes += 1;
          return stamped.push(request);
        },
      };
    },
  },
  {
    name: 'says that it created what was there',
    chapter: 'idempotence',
    open: broken(({ provision }) => ({
      provision: async (fields, signal) => {
        await provision(fields, signal);
        return fields.map(({ name }) => name);
      },
    })),
  },
  {
    name: 'takes a deleted record for a refusal',
    chapter: 'merges, deletions, conversions',
    open: brokenOutcomes((outcomes) =>
      outcomes.map((each) =>
        each.status === 'gone'
          ? { id: each.id, status: 'refused', code: 'gone', message: 'It is gone.' }
          : each,
      ),
    ),
  },
  {
    name: 'keeps from a push who survived',
    chapter: 'merges, deletions, conversions',
    open: brokenOutcomes((outcomes) =>
      outcomes.map((each) => (each.status === 'gone' ? { id: each.id, status: 'gone' } : each)),
    ),
  },
  {
    name: 'keeps from the changes who was merged',
    chapter: 'merges, deletions, conversions',
    open: broken(({ pull }) => ({
      pull: async function* (request) {
        for await (const page of pull(request))
          yield { ...page, gone: [], records: page.records.map((record) => ({ ...record, mergedIds: [] })) };
      },
    })),
  },
  {
    name: 'cuts a text that is too long',
    chapter: 'texts and sizes',
    open: brokenTexts((text) => text.slice(0, 2000)),
  },
  {
    name: 'says that it wrote a NUL which it left out',
    chapter: 'texts and sizes',
    open: broken(({ push }) => ({
      push: async (request) => {
        const changes = request.changes.map((change) =>
          withTexts(change, (text) => text.replaceAll('\0', '')),
        );
        const outcomes = await push({ ...request, changes });
        return outcomes.map((each, place) => ({ ...each, fields: request.changes[place]?.fields ?? {} }));
      },
    })),
  },
  {
    name: 'takes a deleted field for bad records',
    chapter: 'schema drift',
    open: broken(({ push }) => ({
      push: async (request) => {
        try {
          return await push(request);
        } catch (error) {
          if (!(error instanceof FieldGone)) throw error;
          const { message } = error;
          return request.changes.map(({ id }) => ({ id, status: 'refused', code: 'field', message }));
        }
      },
    })),
  },
  {
    name: 'writes only what Latin letters can',
    chapter: 'texts and sizes',
    open: brokenTexts((text) => text.replaceAll(/[^\x20-\xff]/g, '?')),
  },
];

function brokenOutcomes(
  change: (outcomes: readonly PushOutcome[]) => readonly PushOutcome[],
): Mutant['open'] {
  return broken(({ push }) => ({ push: async (request: PushRequest) => change(await push(request)) }));
}

function brokenChanges(change: (change: RecordChange) => RecordChange): Mutant['open'] {
  return broken(({ push }) => ({
    push: (request) => push({ ...request, changes: request.changes.map(change) }),
  }));
}

function brokenTexts(change: (text: string) => string): Mutant['open'] {
  return brokenChanges((each) => withTexts(each, change));
}

function withTexts({ id, fields }: RecordChange, change: (text: string) => string): RecordChange {
  const changed = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? change(value) : value,
  ]);
  return { id, fields: Object.fromEntries(changed) };
}

function withoutNulls(fields: RecordChange['fields']): RecordChange['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function written(id: string): PushOutcome {
  return { id, status: 'written', fields: {}, modifiedAt: 1 };
}
