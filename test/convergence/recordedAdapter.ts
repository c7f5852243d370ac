import type { openAdapter } from '@tamis/sync';
import { type CrmName, keyOf } from './crms.ts';
import type { PushedRecord } from './history.ts';

type Adapter = Awaited<ReturnType<typeof openAdapter>>;

/** The same adapter, whose pushes are noted in `pushed`; `meanwhile` happens once, after the pull and before the first look at what is to be written. */
export function recorded(
  adapter: Adapter,
  {
    crm,
    pushed,
    meanwhile,
  }: { crm: CrmName; pushed: PushedRecord[]; meanwhile?: (() => Promise<void>) | undefined },
): Adapter {
  let happened: Promise<void> | undefined;
  return {
    ...adapter,
    async read(request) {
      happened ??= meanwhile?.();
      await happened;
      return adapter.read(request);
    },
    push: (request) => {
      const { object, changes } = request;
      pushed.push(...changes.map(({ id, fields }) => ({ key: keyOf(crm, object, id), fields })));
      return adapter.push(request);
    },
  };
}
