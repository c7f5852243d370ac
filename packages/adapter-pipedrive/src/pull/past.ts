import {
  type CrmRecord,
  hasPast,
  type Instant,
  type PastRequest,
  type PastValue,
  PermissionMissing,
} from '@tamis/adapter';
import type { PipedriveClient } from '../client/index.ts';
import type { Field } from '../describe/field.ts';
import { COST, PAGE } from '../limits.ts';
import { PipedriveRefusal } from '../refusals.ts';
import { flowItemSchema, offsetListSchema, parseInstant } from '../wire.ts';
import type { ReadRow } from './row.ts';

/**
 * Deals of one walk whose flow is read. Pipedrive has no list of what happened: each deal is a request of 20 tokens, and a company of the
 * smallest plan has 30,000 a day, which people and leads need as well.
 */
const MOST_FLOWS = 200;

/** Flows that are under way at once. */
const AT_ONCE = 10;

type History = Readonly<Record<string, readonly PastValue[]>>;

/** The past values of deals, read along a walk. Where the flow cannot be read any more, a deal's own times tell how its status began and ended. */
export class Past {
  readonly #client: PipedriveClient;
  readonly #fields: readonly Field[];
  readonly #request: PastRequest;
  readonly #signal: AbortSignal;
  #left = MOST_FLOWS;

  constructor(
    client: PipedriveClient,
    reading: {
      readonly fields: readonly Field[];
      readonly request: PastRequest;
      readonly signal: AbortSignal;
    },
  ) {
    this.#client = client;
    this.#fields = reading.fields;
    this.#request = reading.request;
    this.#signal = reading.signal;
  }

  /** Past values by the id of each deal whose present values ask for them. */
  async of(rows: readonly ReadRow[]): Promise<ReadonlyMap<string, History>> {
    const wanted = rows.filter(({ record }) => hasPast(record.fields, this.#request));
    const histories = new Map<string, History>();
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const few = wanted.slice(start, start + AT_ONCE);
      const read = await Promise.all(few.map((row) => this.#historyOf(row)));
      for (const [index, { record }] of few.entries()) histories.set(record.id, read[index] ?? {});
    }
    return histories;
  }

  async #historyOf(row: ReadRow): Promise<History> {
    if (this.#left <= 0) return ownTimes(row);
    this.#left -= 1;
    try {
      const changes = await this.#flow(row.record.id);
      return Object.fromEntries(
        this.#fields.map((field) => [field.description.name, pastOf(field, row.record, changes)]),
      );
    } catch (error) {
      if (error instanceof PipedriveRefusal && error.notFound) return ownTimes(row);
      if (!(error instanceof PermissionMissing)) throw error;
      this.#left = 0;
      return ownTimes(row);
    }
  }

  /** Every change of the deal. */
  async #flow(id: string): Promise<readonly Change[]> {
    const call = {
      cost: COST.v1.list,
      bill: 'activityCalls',
      effect: 'read',
      signal: this.#signal,
      schema: offsetListSchema,
    } as const;
    const custom = this.#fields.some((field) => field.custom) ? { all_changes: '1' } : {};
    const changes: Change[] = [];
    for (let start = 0, more = true; more; start += PAGE) {
      const page = { id: Number(id), start, limit: PAGE, ...custom };
      const { data, additional_data } = await this.#client.call(call, ({ dealFlows }) =>
        dealFlows.getDealUpdates(page),
      );
      changes.push(...data.flatMap(toChange));
      more = additional_data?.pagination?.more_items_in_collection === true;
    }
    return changes;
  }
}

interface Change {
  readonly key: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly at: Instant;
}

function toChange(item: unknown): readonly Change[] {
  const parsed = flowItemSchema.safeParse(item);
  if (!parsed.success) return [];
  const { field_key: key, old_value: from, new_value: to, log_time: time } = parsed.data.data;
  const at = parseInstant(time);
  return at === null ? [] : [{ key, from: textOrNull(from), to: textOrNull(to), at }];
}

function textOrNull(value: string | number | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}

/** The values of one field, newest first: what the earliest change replaced, or what never changed, was there since the deal was made. */
function pastOf(field: Field, record: CrmRecord, changes: readonly Change[]): readonly PastValue[] {
  const { name } = field.description;
  const shown = (value: string | null) => (value === null ? null : (field.ownValues?.get(value) ?? value));
  const oldestFirst = changes.filter(({ key }) => key === field.key).toSorted((a, b) => a.at - b.at);
  const [earliest] = oldestFirst;
  const present = record.fields[name] ?? null;
  const first = earliest === undefined ? present : shown(earliest.from);
  const values = oldestFirst.map(({ to, at }) => ({ value: shown(to), at }));
  const begun =
    record.createdAt === undefined
      ? []
      : [{ value: first === null ? null : String(first), at: record.createdAt }];
  return [...begun, ...values].toReversed();
}

/** A closed deal was open since it was made; when it was closed it says itself. */
function ownTimes({ record: { fields, createdAt }, closedAt }: ReadRow): History {
  const { status } = fields;
  if (typeof status !== 'string') return {};
  const ended = closedAt === null ? [] : [{ value: status, at: closedAt }];
  const begun = createdAt === undefined ? [] : [{ value: 'open', at: createdAt }];
  return { status: [...ended, ...begun] };
}
