import type { SandboxClock } from '../clock.ts';
import { RandomStream } from '../random.ts';
import { AssociationStore } from './associations/associationStore.ts';
import { resourceNotFound } from './errors.ts';
import { Limits } from './limits.ts';
import { TokenRegistry } from './oauth/tokenRegistry.ts';
import { ObjectStore } from './records/objectStore.ts';
import { isNamed, OBJECT_TYPES } from './records/objectType.ts';
import { RequiredProperties } from './records/requiredProperties.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** One HubSpot account: everything the stand-in remembers. */
export class HubSpotAccount {
  readonly clock: SandboxClock;
  readonly associations = new AssociationStore();
  readonly required = new RequiredProperties();
  readonly tokens: TokenRegistry;
  readonly limits = new Limits();
  #settings: Settings = defaultSettings();
  readonly #stores: readonly ObjectStore[];

  constructor(clock: SandboxClock) {
    this.clock = clock;
    this.tokens = new TokenRegistry(clock);
    const random = new RandomStream(1);
    this.#stores = OBJECT_TYPES.map((type) => new ObjectStore(type, random));
  }

  get settings(): Settings {
    return this.#settings;
  }

  configure(settings: Settings): void {
    this.#settings = settings;
    const { indexLag, unknowns } = settings;
    for (const { index } of this.#stores) {
      index.configure({
        lagMs: indexLag.ms,
        jitterMs: indexLag.jitterMs,
        ties: unknowns.ties,
        showsArchived: unknowns.archivedInSearch,
      });
    }
  }

  get stores(): readonly ObjectStore[] {
    return this.#stores;
  }

  /** The store of an object named as in a path; throws the 404 that HubSpot answers for an unknown one. */
  store(name: string): ObjectStore {
    const found = this.#stores.find(({ type }) => isNamed(type, name.toLowerCase()));
    if (found === undefined) throw resourceNotFound();
    return found;
  }
}
