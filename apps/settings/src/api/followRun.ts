import { type Run, routes, runSchema } from '@tamis/api';
import { useEffect, useState } from 'react';
import { addressOf } from './call.ts';

/** A run as it goes on, from the service's events; `null` until the first one. */
export function useRunLive(runId: string | null): Run | null {
  const [run, setRun] = useState<Run | null>(null);
  useEffect(() => {
    if (runId === null) return;
    const events = new EventSource(addressOf(routes.followRun, { params: { runId } }));
    events.addEventListener('message', ({ data }) => setRun(runSchema.parse(JSON.parse(String(data)))));
    events.addEventListener('end', () => events.close());
    return () => events.close();
  }, [runId]);
  return run?.id === runId ? run : null;
}
