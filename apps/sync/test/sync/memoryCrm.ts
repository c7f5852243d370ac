import type {
  Account,
  Adapter,
  CrmRecord,
  Cursor,
  FieldDescription,
  Fields,
  FieldValue,
  MappingDocument,
  PullPage,
  PullRequest,
  PushOutcome,
  PushRequest,
  TaskDraft,
  TaskOutcome,
} from '@tamis/adapter';

interface Row {
  fields: Record<string, FieldValue>;
  modifiedAt: number;
  companies: string[];
  mergedIds: string[];
}

const PAGE = 3;
const BATCH = 2;
const FIELDS: readonly (readonly [string, FieldDescription['type'], boolean])[] = [
  ['email', 'text', true],
  ['title', 'text', true],
  ['forms', 'number', true],
  ['lastForm', 'datetime', true],
  ['formName', 'text', true],
  ['score', 'number', true],
  ['stage', 'text', true],
  ['reason', 'text', true],
];

/**
 * A CRM in memory behind the adapter contract, small pages and batches, its own clock: writes stamp records, merges and deletes
 * happen, and answers can be lost. People act on it through `edit`, `merge` and `remove`.
 */
export class MemoryCrm implements Adapter {
  readonly contacts = new Map<string, Row>();
  readonly companies = new Map<string, Row>();
  /** Tasks by their key. */
  readonly tasks = new Map<string, TaskDraft>();
  readonly writes: { id: string; fields: Fields }[] = [];
  /** Called before each answer to a push, after the write happened; throw to lose the answer. */
  beforeAnswer: () => void = () => undefined;
  refuse: (id: string) => boolean = () => false;
  provisioned = false;
  #clock = Date.UTC(2026, 0, 1);

  readonly capabilities = {
    objects: [
      { name: 'companies', role: 'company', associations: [] },
      { name: 'contacts', role: 'lead', associations: ['companies'] },
    ],
    history: false,
    provision: true,
    tasks: true,
  } as const;
  readonly limits = { pushBatch: BATCH, pushConcurrency: 2, pullPage: PAGE };

  edit(id: string, fields: Record<string, FieldValue>, companies?: string[]): void {
    const row = this.contacts.get(id) ?? { fields: {}, modifiedAt: 0, companies: [], mergedIds: [] };
    this.contacts.set(id, {
      ...row,
      fields: { ...row.fields, ...fields },
      modifiedAt: this.#tick(),
      companies: companies ?? row.companies,
    });
  }

  editCompany(id: string, fields: Record<string, FieldValue>): void {
    this.companies.set(id, { fields, modifiedAt: this.#tick(), companies: [], mergedIds: [] });
  }

  merge(loser: string, survivor: string): void {
    const row = this.contacts.get(survivor);
    this.contacts.delete(loser);
    if (row)
      this.contacts.set(survivor, { ...row, modifiedAt: this.#tick(), mergedIds: [...row.mergedIds, loser] });
  }

  remove(id: string): void {
    this.contacts.delete(id);
  }

  async account(): Promise<Account> {
    return { id: '1', name: 'Memory', timeZone: 'UTC', uiUrl: 'https://crm.example' };
  }

  async describe(object: string): Promise<readonly FieldDescription[]> {
    const own = ['score', 'stage', 'reason'];
    const names =
      object === 'contacts' ? FIELDS.filter(([name]) => this.provisioned || !own.includes(name)) : [];
    const company = {
      object,
      name: 'size',
      label: 'size',
      type: 'number',
      writable: true,
      calculated: false,
    } as const;
    return object === 'companies'
      ? [company]
      : names.map(([name, type, writable]) => ({
          object,
          name,
          label: name,
          type,
          writable,
          calculated: false,
        }));
  }

  async *pull({ object, cursor, associations, signal }: PullRequest): AsyncIterable<PullPage> {
    const rows = [...(object === 'contacts' ? this.contacts : this.companies)];
    const changes = { phase: 'changes', modified: this.#clock, id: '0' } as const;
    const wanted =
      cursor?.phase === 'changes'
        ? rows
            .filter(([, row]) => row.modifiedAt >= cursor.modified)
            .sort(([a, x], [b, y]) => x.modifiedAt - y.modifiedAt || a.localeCompare(b))
        : rows.sort(([a], [b]) => a.localeCompare(b));
    for (let start = 0; start === 0 || start < wanted.length; start += PAGE) {
      signal.throwIfAborted();
      const page = wanted.slice(start, start + PAGE);
      const records = page.map(([id, row]) => toRecord({ object, id, row, associations }));
      const lowerId = page.at(-1)?.[0] ?? '';
      const startedAt = changes.modified;
      const walking = cursor?.phase !== 'changes' && start + PAGE < wanted.length;
      const next: Cursor = walking
        ? { phase: 'full', startedAt, lowerId, changes }
        : { ...changes, modified: modifiedAfter(cursor, page, startedAt) };
      yield { records, gone: [], unreadable: [], cursor: next, expected: wanted.length };
    }
  }

  async push({ changes }: PushRequest): Promise<readonly PushOutcome[]> {
    const outcomes = changes.map(({ id, fields }): PushOutcome => this.#write(id, fields));
    this.beforeAnswer();
    return outcomes;
  }

  async createTasks(drafts: readonly TaskDraft[]): Promise<readonly TaskOutcome[]> {
    for (const draft of drafts) if (!this.tasks.has(draft.key)) this.tasks.set(draft.key, draft);
    this.beforeAnswer();
    return drafts.map(({ key }) => ({ key, status: 'created', id: key }));
  }

  async provision(): Promise<readonly string[]> {
    this.provisioned = true;
    return ['score', 'stage', 'reason'];
  }

  counts() {
    return { calls: 0, associationCalls: 0, activityCalls: 0, rateLimited: 0, budgetUsed: 0 };
  }

  accountUsage() {
    return null;
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  #write(id: string, fields: Fields): PushOutcome {
    if (!this.contacts.has(id)) return { id, status: 'gone' };
    if (this.refuse(id))
      return { id, status: 'refused', code: 'INVALID', message: 'This record is not accepted.' };
    this.writes.push({ id, fields });
    this.edit(id, fields);
    return { id, status: 'written', fields, modifiedAt: this.#clock };
  }

  #tick(): number {
    this.#clock += 1_000;
    return this.#clock;
  }
}

function modifiedAfter(
  cursor: Cursor | null,
  page: readonly (readonly [string, Row])[],
  startedAt: number,
): number {
  if (cursor?.phase !== 'changes') return startedAt;
  return page.at(-1)?.[1].modifiedAt ?? cursor.modified;
}

function toRecord({
  object,
  id,
  row,
  associations,
}: {
  object: string;
  id: string;
  row: Row;
  associations: readonly string[];
}): CrmRecord {
  return {
    object,
    id,
    fields: { ...row.fields },
    modifiedAt: row.modifiedAt,
    mergedIds: row.mergedIds,
    ...(associations.includes('companies') ? { associations: { companies: row.companies } } : {}),
  };
}

/** A mapping of this CRM's fields. */
export const memoryMapping: MappingDocument = {
  version: 1,
  fields: [
    { lead: 'person.email', direction: 'pull', object: 'contacts', field: 'email' },
    { lead: 'person.jobTitle', direction: 'pull', object: 'contacts', field: 'title' },
    { lead: 'company.employees', direction: 'pull', object: 'companies', field: 'size' },
    { lead: 'verdict.score', direction: 'push', object: 'contacts', field: 'score' },
    { lead: 'verdict.stage', direction: 'push', object: 'contacts', field: 'stage' },
    { lead: 'verdict.reason', direction: 'push', object: 'contacts', field: 'reason' },
  ],
  signals: [
    {
      object: 'contacts',
      kind: 'form_submission',
      count: 'forms',
      at: 'lastForm',
      attributes: { form: 'formName' },
    },
  ],
  activities: [],
};
