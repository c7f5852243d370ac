import type { SandboxClock } from '../clock.ts';
import { RandomStream } from '../random.ts';
import { Jobs } from './bulk/jobs.ts';
import { notFound } from './errors.ts';
import { idOf } from './ids.ts';
import { Limits } from './limits.ts';
import { TokenRegistry } from './oauth/tokenRegistry.ts';
import { OBJECT_TYPES } from './objects/objects.ts';
import { Locators } from './query/locators.ts';
import { RecordStore } from './records/recordStore.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { CustomFieldEntry } from './tooling/customFieldEntry.ts';

/** A rule of the administrator's that a record may break. */
export interface ValidationRule {
  readonly message: string;
  /** The field that the message stands at; `null` for the top of the page. */
  readonly field: string | null;
  /** The rule's formula over the record as it would be. */
  isBroken(value: (name: string) => string | null): boolean;
}

/** One Salesforce org: everything the stand-in remembers. */
export class SalesforceOrg {
  readonly clock: SandboxClock;
  readonly tokens: TokenRegistry;
  readonly limits: Limits;
  readonly locators = new Locators();
  readonly jobs: Jobs;
  /** Fields that the Tooling API made, by id. */
  readonly customFields = new Map<string, CustomFieldEntry>();
  readonly validationRules = new Map<string, readonly ValidationRule[]>();
  readonly stores: readonly RecordStore[];
  #settings: Settings = defaultSettings();
  readonly #byName: ReadonlyMap<string, RecordStore>;

  constructor(clock: SandboxClock) {
    this.clock = clock;
    this.limits = new Limits(clock);
    this.jobs = new Jobs(clock);
    const given = { random: new RandomStream(1), defaultUser: () => this.adminId };
    this.stores = OBJECT_TYPES.map((type) => new RecordStore(type, given));
    this.#byName = new Map(this.stores.map((store) => [store.type.name.toLowerCase(), store]));
    this.tokens = new TokenRegistry(clock, { userId: this.adminId, orgId: this.id });
    this.configure(this.#settings);
  }

  /** The organisation's id. */
  get id(): string {
    return idOf('00D', 1_000_000);
  }

  /** The user who connected the app and as whom it works. */
  get adminId(): string {
    return idOf('005', 1_000_000);
  }

  get settings(): Settings {
    return this.#settings;
  }

  configure(settings: Settings): void {
    this.#settings = settings;
    const { ms, jitterMs } = settings.commitLag;
    for (const { index } of this.stores)
      index.configure({ lagMs: ms, jitterMs, ties: settings.unknowns.ties, showsArchived: true });
  }

  /** The store of an object, named in any case. */
  find(name: string): RecordStore | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** The store of an object as named in a path; throws the 404 that Salesforce answers for an unknown one. */
  store(name: string): RecordStore {
    const store = this.find(name);
    if (store === undefined) throw notFound();
    return store;
  }

  /** The object that an id belongs to. */
  storeOfId(id: string): RecordStore | undefined {
    return this.stores.find((store) => store.rowOf(id) !== null);
  }

  /** The stamp that a write at `at` (now where it is not given) carries: whole seconds, unless the switch says otherwise. */
  stamp(at: number = this.clock.now()): number {
    return this.#settings.unknowns.stampMilliseconds ? at : Math.floor(at / 1000) * 1000;
  }
}
