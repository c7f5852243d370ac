import type { openAdapter } from '@tamis/sync';
import { type CrmName, keyOf } from './crms.ts';
import type { PushedRecord } from './history.ts';

type Adapter = Awaited<ReturnType<typeof openAdapter>>;

/** The same adapter, whose pushes are noted in `pushed`. */
export function recorded(
  adapter: Adapter,
  { crm, pushed }: { crm: CrmName; pushed: PushedRecord[] },
): Adapter {
  return {
    ...adapter,
    push: (request) => {
      const { object, changes } = request;
      pushed.push(...changes.map(({ id, fields }) => ({ key: keyOf(crm, object, id), fields })));
      return adapter.push(request);
    },
  };
}
