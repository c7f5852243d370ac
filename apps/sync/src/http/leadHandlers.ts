import { createHash } from 'node:crypto';
import type { Lead } from '@tamis/api';
import { setManualStage } from '../store/again.ts';
import { leadExists, recordsOfLead } from '../store/leadDetail.ts';
import { type LeadPosition, type LeadRow, leadHistory, leadsByStage, listLeads } from '../store/leadList.ts';
import { requireVersion } from './guard.ts';
import type { HandlerContext, Handlers } from './handler.ts';
import { leadDetail } from './leadDetail.ts';
import { ProblemError } from './problemError.ts';

type LeadRoute = 'listLeads' | 'readLead' | 'readLeadHistory' | 'setManualStage' | 'clearManualStage';

/** Leads: search, detail with explanation, history, and a person's own stage. */
export const leadHandlers: Handlers<LeadRoute> = {
  async listLeads({ query }, { service }) {
    const { search, stage, sort, limit, cursor } = query;
    const filter = { search, stage, sort, limit, after: cursor === undefined ? null : readCursor(cursor) };
    const [found, stages] = await Promise.all([
      listLeads(service.db, service.workspace.id, filter),
      cursor === undefined ? leadsByStage(service.db, service.workspace.id) : null,
    ]);
    const last = found.length === limit ? found.at(-1) : undefined;
    return {
      body: {
        items: found.map((row) => ({ ...row, total: row.total / 100 })),
        next: last === undefined ? null : writeCursor(last, sort),
        stages: stages === null ? null : [...stages],
      },
    };
  },

  readLead: ({ params }, context) => reply(context, params.leadId),

  async readLeadHistory({ params, query }, { service }) {
    const before = query.cursor === undefined ? null : Number(query.cursor);
    const key = { workspaceId: service.workspace.id, leadId: params.leadId };
    if (!(await leadExists(service.db, key))) throw new ProblemError('not-found', 'There is no such lead.');
    const found = await leadHistory(service.db, key, { before, limit: query.limit });
    const items = found.map(({ as_of: at, model_version: modelVersion, total, ...rest }) => ({
      at,
      modelVersion,
      total: total / 100,
      ...rest,
    }));
    return { body: { items, next: items.length === query.limit ? String(items.at(-1)?.at) : null } };
  },

  async setManualStage({ params, body }, context) {
    const { caller, now } = context;
    const at = now();
    if (body.until !== null && body.until <= at)
      throw new ProblemError('invalid', 'The end of this decision lies in the past.', {
        faults: [{ path: 'body.until', message: 'must lie in the future' }],
      });
    return decide(context, params.leadId, { ...body, by: caller.email, at });
  },

  clearManualStage: ({ params }, context) => decide(context, params.leadId, null),
};

async function decide(context: HandlerContext, leadId: string, manual: Parameters<typeof setManualStage>[2]) {
  const { service, runs, ifMatch } = context;
  const key = { workspaceId: service.workspace.id, leadId };
  requireVersion(ifMatch, etagOf(await leadDetail(context, leadId)));
  await setManualStage(service.db, key, manual);
  const connections = new Set((await recordsOfLead(service.db, key)).map(({ connectionId }) => connectionId));
  for (const connectionId of connections)
    await runs.enqueue({ workspaceId: service.workspace.id, connectionId }, 'manual');
  return reply(context, leadId);
}

async function reply(context: HandlerContext, leadId: string) {
  const body = await leadDetail(context, leadId);
  return { body, etag: etagOf(body) };
}

/** What a person could have decided upon: where the lead stands, and who said so. */
function etagOf({ stage, total, evaluatedAt, manual }: Lead): string {
  const seen = JSON.stringify([stage, total, evaluatedAt, manual]);
  return createHash('sha256').update(seen).digest('base64url').slice(0, 20);
}

function writeCursor({ id, total, name }: LeadRow, sort: 'total' | 'name'): string {
  const position: LeadPosition = { id, value: sort === 'total' ? String(total) : name };
  return Buffer.from(JSON.stringify([position.value, position.id])).toString('base64url');
}

function readCursor(cursor: string): LeadPosition {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string, string];
    return { value: String(value), id: BigInt(id).toString() };
  } catch (cause) {
    throw new ProblemError('invalid', 'This is no cursor of ours. Begin with the first page.', {
      code: cause instanceof Error ? cause.name : 'cursor',
    });
  }
}
