import type { SandboxClock } from '../clock.ts';
import { DealHistory } from './deals/history.ts';
import { notFound } from './errors.ts';
import { builtInFields } from './fields/builtInFields.ts';
import { FieldRegistry } from './fields/registry.ts';
import type { Conversion } from './leads/conversion.ts';
import { LeadLabels } from './leads/leadLabels.ts';
import { Limits } from './limits/limits.ts';
import { Mailbox } from './mail/mailbox.ts';
import type { Note } from './notes/note.ts';
import { TokenRegistry } from './oauth/tokenRegistry.ts';
import { ChangeFeed } from './records/changeFeed.ts';
import { ObjectStore } from './records/objectStore.ts';
import { OBJECT_TYPES, type ObjectName } from './records/objectType.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { wholeSecond } from './time.ts';
import { Subscriptions } from './webhooks/subscription.ts';

/** A filter that somebody saved for an object. */
interface SavedFilter {
  readonly object: ObjectName;
  readonly ids: ReadonlySet<string>;
}

/** One Pipedrive company: everything the stand-in remembers. */
export class PipedriveAccount {
  readonly clock: SandboxClock;
  readonly tokens: TokenRegistry;
  readonly limits = new Limits();
  readonly changes = new ChangeFeed();
  readonly dealHistory = new DealHistory();
  readonly mailbox = new Mailbox();
  readonly notes = new Map<number, Note>();
  readonly subscriptions = new Subscriptions();
  readonly leadLabels: LeadLabels;
  readonly conversions = new Map<string, Conversion>();
  settings: Settings = defaultSettings();
  readonly #savedFilters = new Map<number, SavedFilter>();
  readonly #stores: ReadonlyMap<string, ObjectStore>;

  constructor(clock: SandboxClock) {
    this.clock = clock;
    this.tokens = new TokenRegistry(clock);
    this.leadLabels = new LeadLabels(wholeSecond(clock.now()));
    this.changes.listen((change) => this.dealHistory.note(change));
    const dealFields = new FieldRegistry(builtInFields('deals'));
    this.#stores = new Map(
      OBJECT_TYPES.map((type) => [type.name, new ObjectStore(type, fieldsOf(type.name, dealFields))]),
    );
  }

  get stores(): readonly ObjectStore[] {
    return [...this.#stores.values()];
  }

  store(name: ObjectName): ObjectStore {
    return this.namedStore(name);
  }

  /** The store of an object named in a path; throws the 404 for an unknown one. */
  namedStore(name: string): ObjectStore {
    const found = this.#stores.get(name);
    if (found === undefined) throw notFound('Object');
    return found;
  }

  /** Deletes a custom field, and its values with it. */
  deleteField(fields: FieldRegistry, code: string): void {
    fields.delete(code);
    for (const store of this.stores) if (store.fields === fields) store.forgetField(code);
  }

  /** Saves a filter as a person does at the screen; here it is a list of ids. */
  saveFilter(id: number, filter: SavedFilter): void {
    this.#savedFilters.set(id, filter);
  }

  /** Ids that a saved filter shows; throws the 404 where there is none for the object. */
  savedFilter(object: ObjectName, id: number): ReadonlySet<string> {
    const filter = this.#savedFilters.get(id);
    if (filter?.object !== object) throw notFound('Filter');
    return filter.ids;
  }

  /** The sandbox's time in whole seconds, as records are dated. */
  now(): number {
    return wholeSecond(this.clock.now());
  }
}

function fieldsOf(object: ObjectName, dealFields: FieldRegistry): FieldRegistry {
  return object === 'deals' || object === 'leads' ? dealFields : new FieldRegistry(builtInFields(object));
}
