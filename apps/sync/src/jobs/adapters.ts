import type { Adapter } from '@tamis/adapter';
import type { Environment } from '../environment.ts';
import { openAdapter } from '../service/runConnection.ts';
import type { Service } from '../service/service.ts';
import type { Connection } from '../store/connections.ts';

/** The adapters of a process, one per connection, so that its limits remember what runs and pages sent. */
export class Adapters {
  readonly #open = new Map<string, Promise<Adapter>>();
  readonly #environment: Environment;
  readonly #ports: { readonly now: () => number; readonly random: () => number };

  constructor(
    environment: Environment,
    ports: { readonly now: () => number; readonly random: () => number },
  ) {
    this.#environment = environment;
    this.#ports = ports;
  }

  /** The adapter of a connection; a connection at another address gets another one. */
  of(service: Service, connection: Connection): Promise<Adapter> {
    const key = `${connection.id} ${connection.apiUrl}`;
    const known = this.#open.get(key);
    if (known) return known;
    const adapter = openAdapter({ service, environment: this.#environment }, connection, this.#ports);
    this.#open.set(key, adapter);
    return adapter;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(async (adapter) => (await adapter).close()));
    this.#open.clear();
  }
}
