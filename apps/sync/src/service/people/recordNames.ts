import type { Connection } from '../../store/connections.ts';
import { placedRef, refOf } from '../../store/people/links.ts';
import { vendorOf } from '../../vendors.ts';
import { LinkRefused } from './linkRefused.ts';

/** How people name records: `CONNECTION/OBJECT/ID`, where the connection may be a CRM's key as long as one account of it is connected. */
export class RecordNames {
  readonly #connections: readonly Connection[];

  constructor(connections: readonly Connection[]) {
    this.#connections = connections;
  }

  /** The name under which the store knows the record. Throws {@link LinkRefused}. */
  read(name: string): string {
    const [connection = '', object = '', ...id] = name.trim().split('/');
    const candidates = this.#connections.filter((one) => one.id === connection || one.vendor === connection);
    const [only, second] = candidates;
    if (only === undefined || second !== undefined || object === '' || id.join('/') === '')
      throw new LinkRefused('no-record');
    return refOf({ connectionId: only.id, object, id: id.join('/') });
  }

  /** A name that can be read again: by the CRM's key where that says which account is meant. */
  write(ref: string): string {
    const { connectionId, object, id } = placedRef(ref);
    const connection = this.#connectionOf(connectionId);
    if (connection === undefined || this.#accountsOf(connection.vendor) > 1) return ref;
    return `${connection.vendor}/${object}/${id}`;
  }

  /** What people call the record in a sentence, with the account where several of one CRM are connected. */
  say(ref: string): string {
    const { connectionId, object, id } = placedRef(ref);
    return `${this.crm(connectionId)} ${object} ${id}`;
  }

  /** What people call the CRM of a connection. */
  crm(connectionId: string): string {
    const connection = this.#connectionOf(connectionId);
    if (connection === undefined) return `#${connectionId}`;
    const { label } = vendorOf(connection.vendor);
    return this.#accountsOf(connection.vendor) > 1 ? `${label} (${connection.account.name})` : label;
  }

  #connectionOf(connectionId: string): Connection | undefined {
    return this.#connections.find(({ id }) => id === connectionId);
  }

  #accountsOf(vendor: string): number {
    return this.#connections.filter((one) => one.vendor === vendor).length;
  }
}
