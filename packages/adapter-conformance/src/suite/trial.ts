import type {
  Adapter,
  AdapterPorts,
  ChangesCursor,
  CrmRecord,
  Cursor,
  PullPage,
  PullRequest,
  PushOutcome,
  ReadRequest,
  RecordChange,
} from '@tamis/adapter';
import type { HeldRecord, World } from '../world.ts';
import { MemoryTokens, memoryPorts } from './ports.ts';

/** Long enough for whatever the account was filled with to be old when the check begins. */
const SETTLED_MS = 3_600_000;

/** A pull read to its end. */
export interface Pulled {
  readonly pages: readonly PullPage[];
  readonly records: readonly CrmRecord[];
  readonly ids: readonly string[];
  readonly gone: readonly string[];
  /** Of the last page. */
  readonly cursor: Cursor;
}

/** A check at work: its world, the connections it opened, and the usual ways of pulling and pushing. */
export class Trial {
  readonly world: World;
  readonly signal: AbortSignal;
  readonly tokens: MemoryTokens;
  readonly #opened: Adapter[] = [];

  constructor(world: World, parts: { tokens: MemoryTokens; signal: AbortSignal }) {
    this.world = world;
    this.tokens = parts.tokens;
    this.signal = parts.signal;
  }

  /** The lead object. */
  get object(): string {
    return this.world.facts.object;
  }

  /** A connection on the trial's tokens; `ports` replaces any of its ports. */
  open(ports: Partial<AdapterPorts> = {}): Adapter {
    const now = () => this.world.clock.now();
    const adapter = this.world.open({ ...memoryPorts(this.tokens, now, this.world.names), ...ports });
    this.#opened.push(adapter);
    return adapter;
  }

  /** So many records that were there long before, and tokens that are fresh; answers with all records. */
  async settle(count: number): Promise<readonly HeldRecord[]> {
    await this.world.person.seed(count);
    await this.world.clock.advance(SETTLED_MS);
    this.tokens.current = await this.world.issueTokens();
    return this.world.person.all();
  }

  /** The account filled with whole pages of a full walk, less a few records. */
  settlePages(adapter: Adapter, pages: number): Promise<readonly HeldRecord[]> {
    return this.settle(adapter.limits.pullPage * pages - Math.min(7, adapter.limits.pullPage - 1));
  }

  /** A pull of the lead object's text field; `request` replaces any part. */
  pull(adapter: Adapter, request: Partial<PullRequest> = {}): AsyncIterable<PullPage> {
    const { object, signal } = this;
    const fields = [this.world.facts.fields.text];
    return adapter.pull({ object, fields, cursor: null, associations: [], signal, ...request });
  }

  /** Reads a pull to its end; `between` is awaited after each page. */
  async pullAll(
    adapter: Adapter,
    request: Partial<PullRequest> = {},
    between: (page: PullPage, index: number) => Promise<unknown> = async () => undefined,
  ): Promise<Pulled> {
    const pages: PullPage[] = [];
    for await (const page of this.pull(adapter, request)) {
      pages.push(page);
      await between(page, pages.length - 1);
    }
    return gather(pages);
  }

  /** Where the changes begin for someone who has just read everything. */
  async readEverything(adapter: Adapter): Promise<ChangesCursor> {
    const { cursor } = await this.pullAll(adapter);
    if (cursor.phase !== 'changes') throw new Error('a full walk that ended must leave a cursor of changes');
    return cursor;
  }

  /** These records read now: their text field, unless `request` replaces any part. */
  readNow(
    adapter: Adapter,
    ids: readonly string[],
    request: Partial<ReadRequest> = {},
  ): Promise<readonly CrmRecord[]> {
    const { object, signal } = this;
    const fields = [this.world.facts.fields.text];
    return adapter.read({ object, ids, fields, signal, ...request });
  }

  /** One push of these changes. */
  push(adapter: Adapter, changes: readonly RecordChange[]): Promise<readonly PushOutcome[]> {
    return adapter.push({ object: this.object, changes, signal: this.signal });
  }

  /** A change of the text field. */
  change(id: string, text: string | null): RecordChange {
    return { id, fields: { [this.world.facts.fields.text]: text } };
  }

  /** What the CRM holds in the text field; `null` where nothing, or no such record. */
  async textOf(id: string): Promise<unknown> {
    return (await this.world.person.read(id))?.fields[this.world.facts.fields.text] ?? null;
  }

  /** Time passes until everything that was done shows to the adapter. */
  async untilShown(): Promise<void> {
    await this.world.clock.advance(this.world.facts.lagMs + 60_000);
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.map((adapter) => adapter.close()));
    await this.world.close();
  }
}

/** Opens a trial on a fresh world. */
export async function openTrial(world: World): Promise<Trial> {
  const tokens = new MemoryTokens(await world.issueTokens());
  return new Trial(world, { tokens, signal: AbortSignal.timeout(120_000) });
}

/** Pages as one. Throws where there is none, since a pull gives at least one page. */
function gather(pages: readonly PullPage[]): Pulled {
  const last = pages.at(-1);
  if (last === undefined) throw new Error('a pull must give at least one page, so that its cursor is kept');
  const records = pages.flatMap((page) => page.records);
  return {
    pages,
    records,
    ids: records.map(({ id }) => id),
    gone: pages.flatMap((page) => page.gone.map(({ id }) => id)),
    cursor: last.cursor,
  };
}
