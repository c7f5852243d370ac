import { pino } from 'pino';
import type { RunReport } from '../sync/closeRun.ts';

/** What the service says about itself, line by line in JSON. Every method names what it may hold: nothing else is ever logged. */
export interface ServiceLog {
  listening(about: { address: string; roles: readonly string[] }): void;
  request(about: { requestId: string; method: string; route: string; status: number; ms: number }): void;
  ran(report: Pick<RunReport, 'runId' | 'status' | 'counts' | 'calls' | 'rateLimited' | 'linkingMs'>): void;
  /** Said once at the start of a worker. */
  digestsOff(about: { unset: string }): void;
  /** The mail server accepted a digest, or refused it for good. */
  digest(about: { workspaceId: string; userId: string; week: string; outcome: 'accepted' | 'refused' }): void;
  failed(what: string, error: unknown, requestId?: string): void;
}

/** Stack frames say where; the message of an unknown error may repeat a value, so only its name and code are kept. */
function nameOf(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5);
  return { name: error.name, code, at: at.map((line) => line.trim()) };
}

/** Logs to a stream. `level` silences what is less important. */
export function openLog(stream: { write(text: string): unknown }, level: string): ServiceLog {
  const log = pino({ level, base: null }, { write: (text) => void stream.write(text) });
  return {
    listening: ({ address, roles }) => log.info({ address, roles }, 'listening'),
    request: ({ requestId, method, route, status, ms }) =>
      log[status >= 500 ? 'warn' : 'debug']({ requestId, method, route, status, ms }, 'request'),
    ran: ({ runId, status, counts, calls, rateLimited, linkingMs }) =>
      log.info({ runId, status, counts, calls, rateLimited, linkingMs }, 'run'),
    digestsOff: ({ unset }) => log.info({ unset }, 'weekly digests are off'),
    digest: ({ workspaceId, userId, week, outcome }) =>
      log[outcome === 'refused' ? 'warn' : 'info']({ workspaceId, userId, week, outcome }, 'digest'),
    failed: (what, error, requestId) => log.error({ what, requestId, error: nameOf(error) }, 'failed'),
  };
}
