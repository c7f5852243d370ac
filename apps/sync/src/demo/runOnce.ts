import type { Adapter } from '@tamis/adapter';
import { runConnection, scopeOf } from '../service/runConnection.ts';
import type { Service } from '../service/service.ts';
import { connectionOf } from '../store/connections.ts';
import type { RunEvent } from '../sync/context.ts';
import { Stopwatch } from '../sync/stopwatch.ts';
import type { DemoRequest, DemoRun } from './demoRequest.ts';
import type { Sandboxes } from './sandboxes.ts';

/** What the steps of a demo share. */
export interface DemoParts {
  readonly request: DemoRequest;
  readonly service: Service;
  /** The instant that the runs of a round score for; one that nothing happened before has the instant of the last, and finds nothing that time alone changed. */
  readonly asOf: number;
  /** The stand-ins by the CRM's key. */
  readonly sandboxes: Sandboxes['ready'];
}

/** One of the demo's CRMs, connected. */
export interface ConnectedCrm {
  readonly crm: string;
  readonly connectionId: string;
  readonly adapter: Adapter;
}

/** Runs one CRM once, and times it. */
export async function runOnce(
  { request, service, asOf }: DemoParts,
  { crm, connectionId, adapter }: ConnectedCrm,
  round: number,
): Promise<DemoRun> {
  const { environment, now, random, signal } = request;
  const watch = new Stopwatch(now);
  const observe = (event: RunEvent) => {
    watch.see(event);
    request.observe(crm, event);
  };
  const connection = await connectionOf(service.db, scopeOf(service, { id: connectionId }));
  if (connection === null) throw new Error('The demo lost its connection.');
  const report = await runConnection({ service, environment }, connection, {
    now,
    random,
    signal,
    adapter,
    observe,
    asOf: () => asOf,
    trigger: 'manual',
    dryRun: false,
  });
  return { crm, round, runs: 1, report, seconds: watch.seconds() };
}
