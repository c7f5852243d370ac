import type {
  Account,
  AccountUsage,
  Adapter,
  AdapterLimits,
  Capabilities,
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
  ReadRequest,
  RecordChange,
  RecordGoneNotice,
  RecordRef,
  TaskDraft,
  TaskOutcome,
} from '@tamis/adapter';

interface Row {
  fields: Record<string, FieldValue>;
  modifiedAt: number;
  companies: string[];
  mergedIds: string[];
  /** The contact that a prospect is. */
  of?: string;
}

type LeadObject = 'contacts' | 'prospects';

const PAGE = 3;
const BATCH = 2;
const FIELDS: readonly (readonly [string, FieldDescription['type'], boolean])[] = [
  ['email', 'text', true],
  ['first', 'text', true],
  ['last', 'text', true],
  ['phone', 'text', true],
  ['title', 'text', true],
  ['forms', 'number', true],
  ['lastForm', 'datetime', true],
  ['formName', 'text', true],
  ['score', 'number', true],
  ['stage', 'text', true],
  ['reason', 'text', true],
];

/** A clock that moves a second with everything that happens. */
export class MemoryClock {
  now = Date.UTC(2026, 0, 1);

  tick(): number {
    this.now += 1_000;
    return this.now;
  }
}

/** How this CRM differs from the usual one: contacts alone, small batches. */
interface MemoryOptions {
  readonly leadObjects?: readonly LeadObject[];
  readonly limits?: Partial<AdapterLimits>;
  /** The time of day, where several CRMs share one. */
  readonly clock?: MemoryClock;
}

/**
 * A CRM in memory behind the adapter contract, small pages and batches, its own clock: writes stamp records, merges and deletes
 * happen, and answers can be lost. People act on it through `edit`, `merge`, `remove` and, where it has prospects beside its contacts,
 * `convert`.
 */
export class MemoryCrm implements Adapter {
  readonly contacts = new Map<string, Row>();
  readonly prospects = new Map<string, Row>();
  readonly companies = new Map<string, Row>();
  /** Tasks by their key. */
  readonly tasks = new Map<string, TaskDraft>();
  readonly writes: { id: string; fields: Fields }[] = [];
  /** Sizes of the pushes that came, in their order. */
  readonly pushes: number[] = [];
  /** What conversions made, by the prospect. */
  readonly #converted = new Map<string, { into: RecordRef; at: number }>();
  /** Called before each answer to a push, after the write happened; throw to lose the answer. */
  beforeAnswer: () => void = () => undefined;
  refuse: (id: string) => boolean = () => false;
  provisioned = false;
  /** What the whole account has used of its day. */
  usage: AccountUsage | null = null;
  readonly #clock: MemoryClock;

  readonly capabilities: Capabilities;
  readonly limits: AdapterLimits;
  readonly leadObjects: readonly LeadObject[];

  constructor({ leadObjects = ['contacts'], limits = {}, clock = new MemoryClock() }: MemoryOptions = {}) {
    this.#clock = clock;
    this.leadObjects = leadObjects;
    this.limits = { pushBatch: BATCH, pushConcurrency: 2, pullPage: PAGE, readBatch: PAGE, ...limits };
    this.capabilities = {
      objects: [
        { name: 'companies', role: 'company', associations: [] },
        ...leadObjects.map((name) => ({ name, role: 'lead' as const, associations: ['companies'] })),
      ],
      history: false,
      provision: true,
      tasks: true,
    };
  }

  edit(id: string, fields: Record<string, FieldValue>, companies?: string[]): void {
    this.#editIn('contacts', { id, fields, companies });
  }

  editProspect(id: string, fields: Record<string, FieldValue>): void {
    this.#editIn('prospects', { id, fields, companies: undefined });
  }

  /** The prospect is that contact from now on, without a trace of it in its modification time. */
  assign(prospect: string, contact: string): void {
    const row = this.prospects.get(prospect);
    if (row !== undefined) this.prospects.set(prospect, { ...row, of: contact });
  }

  /** The prospect goes on as a contact, which holds what it held. */
  convert(prospect: string, contact: string): void {
    const row = this.prospects.get(prospect);
    this.prospects.delete(prospect);
    const { email = null, title = null } = row?.fields ?? {};
    this.edit(contact, { email, title });
    this.#converted.set(prospect, { into: { object: 'contacts', id: contact }, at: this.#tick() });
  }

  #editIn(
    object: LeadObject,
    {
      id,
      fields,
      companies,
    }: { id: string; fields: Record<string, FieldValue>; companies: string[] | undefined },
  ): void {
    const row = this[object].get(id) ?? { fields: {}, modifiedAt: 0, companies: [], mergedIds: [] };
    this[object].set(id, {
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
      object === 'companies' ? [] : FIELDS.filter(([name]) => this.provisioned || !own.includes(name));
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

  async *pull({ object, cursor, associations, fields, signal }: PullRequest): AsyncIterable<PullPage> {
    const rows = [...this.#table(object)];
    const changes = { phase: 'changes', modified: this.#clock.now, id: '0' } as const;
    const wanted =
      cursor?.phase === 'changes'
        ? rows
            .filter(([, row]) => row.modifiedAt >= cursor.modified)
            .sort(([a, x], [b, y]) => x.modifiedAt - y.modifiedAt || a.localeCompare(b))
        : rows.sort(([a], [b]) => a.localeCompare(b));
    for (let start = 0; start === 0 || start < wanted.length; start += PAGE) {
      signal.throwIfAborted();
      const page = wanted.slice(start, start + PAGE);
      const records = page.map(([id, row]) => toRecord({ object, id, row, associations, fields }));
      const lowerId = page.at(-1)?.[0] ?? '';
      const startedAt = changes.modified;
      const walking = cursor?.phase !== 'changes' && start + PAGE < wanted.length;
      const next: Cursor = walking
        ? { phase: 'full', startedAt, lowerId, changes }
        : { ...changes, modified: modifiedAfter(cursor, page, startedAt) };
      const gone = walking ? [] : this.#goneFrom(object);
      yield { records, gone, unreadable: [], cursor: next, expected: wanted.length };
    }
  }

  async read({ object, ids, fields }: ReadRequest): Promise<readonly CrmRecord[]> {
    const table = this.#table(object);
    return ids.flatMap((id) => {
      const row = table.get(id);
      return row === undefined ? [] : [toRecord({ object, id, row, associations: [], fields })];
    });
  }

  async push({ object, changes }: PushRequest): Promise<readonly PushOutcome[]> {
    this.pushes.push(changes.length);
    const outcomes = changes.map((change): PushOutcome => this.#write(object as LeadObject, change));
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
    const calls = this.pushes.length;
    return { calls, associationCalls: 0, activityCalls: 0, rateLimited: 0, budgetUsed: this.writes.length };
  }

  accountUsage() {
    return this.usage;
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  #table(object: string): Map<string, Row> {
    if (object === 'companies') return this.companies;
    return object === 'prospects' ? this.prospects : this.contacts;
  }

  #goneFrom(object: string): readonly RecordGoneNotice[] {
    if (object !== 'prospects') return [];
    return [...this.#converted].map(([id, { into }]) => ({ object, id, convertedInto: into }));
  }

  #write(object: LeadObject, { id, fields }: RecordChange): PushOutcome {
    const converted = this.#converted.get(id);
    if (converted !== undefined) return { id, status: 'gone', convertedInto: converted.into };
    if (!this[object].has(id)) return { id, status: 'gone' };
    if (this.refuse(id))
      return { id, status: 'refused', code: 'INVALID', message: 'This record is not accepted.' };
    this.writes.push({ id, fields });
    this.#editIn(object, { id, fields, companies: undefined });
    return { id, status: 'written', fields, modifiedAt: this.#clock.now };
  }

  #tick(): number {
    return this.#clock.tick();
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
  fields,
}: {
  object: string;
  id: string;
  row: Row;
  associations: readonly string[];
  fields: readonly string[];
}): CrmRecord {
  return {
    object,
    id,
    fields: Object.fromEntries(fields.map((field) => [field, row.fields[field] ?? null])),
    modifiedAt: row.modifiedAt,
    mergedIds: row.mergedIds,
    ...(row.of === undefined ? {} : { samePerson: [{ object: 'contacts', id: row.of }] }),
    ...(associations.includes('companies') ? { associations: { companies: row.companies } } : {}),
  };
}

/** A mapping of this CRM's fields; `rows` come on top. */
export function memoryMapping(
  { leadObjects }: MemoryCrm,
  rows: MappingDocument['fields'] = [],
): MappingDocument {
  return {
    version: 1,
    fields: [
      { lead: 'company.employees', direction: 'pull', object: 'companies', field: 'size' },
      ...leadObjects.flatMap((object): MappingDocument['fields'] => [
        { lead: 'person.email', direction: 'pull', object, field: 'email' },
        { lead: 'person.firstName', direction: 'pull', object, field: 'first' },
        { lead: 'person.lastName', direction: 'pull', object, field: 'last' },
        { lead: 'person.jobTitle', direction: 'pull', object, field: 'title' },
        { lead: 'verdict.score', direction: 'push', object, field: 'score' },
        { lead: 'verdict.stage', direction: 'push', object, field: 'stage' },
        { lead: 'verdict.reason', direction: 'push', object, field: 'reason' },
      ]),
      ...rows,
    ],
    signals: leadObjects.map((object) => ({
      object,
      kind: 'form_submission',
      count: 'forms',
      at: 'lastForm',
      attributes: { form: 'formName' },
    })),
    activities: [],
  };
}
