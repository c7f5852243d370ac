import { type Door, OutcomeUnknown, Unavailable } from '@tamis/adapter';
import type { ExampleCrm } from './exampleCrm.ts';
import { exchange } from './exchange.ts';

/** The part of the house's HTTP door that an adapter uses. */
export type AnyDoor = Pick<Door, 'send' | 'close'>;

/** A door that leads to an example CRM in the same process, with the errors of the true one. */
export function memoryDoor(crm: ExampleCrm): AnyDoor {
  return {
    send: async (request) => {
      request.signal.throwIfAborted();
      const { pathname, search } = new URL(request.url);
      const { authorization } = request.headers;
      const { method, body = '' } = request;
      const answer = await exchange(crm, { method, path: `${pathname}${search}`, authorization, body });
      request.onHeaders?.();
      request.signal.throwIfAborted();
      if (answer !== null) return { ...answer, headers: {} };
      const message = `${method} ${pathname} got no answer.`;
      throw request.effect === 'write' ? new OutcomeUnknown(message) : new Unavailable(message);
    },
    close: () => undefined,
  };
}
