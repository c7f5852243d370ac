import { RecordNames } from '../service/people/recordNames.ts';
import { listConnections } from '../store/connections.ts';
import { leadExists } from '../store/leadDetail.ts';
import { leadHistory } from '../store/leadHistory.ts';
import { type LeadPosition, type LeadRow, leadsByStage, listLeads } from '../store/leadList.ts';
import type { Handlers } from './handler.ts';
import { leadDetail, leadEtag } from './leadDetail.ts';
import { historyLine, readPosition } from './leadHistory.ts';
import { ProblemError } from './problemError.ts';

type LeadRoute = 'listLeads' | 'readLead' | 'readLeadHistory';

/** Leads: search, detail with explanation, and history. */
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

  async readLead({ params }, context) {
    const body = await leadDetail(context, params.leadId);
    return { body, etag: leadEtag(body) };
  },

  async readLeadHistory({ params, query }, { service, caller }) {
    const after = query.cursor === undefined ? null : readPosition(query.cursor);
    const key = { workspaceId: service.workspace.id, leadId: params.leadId };
    if (!(await leadExists(service.db, key))) throw new ProblemError('not-found', 'There is no such lead.');
    const found = await leadHistory(service.db, key, { after, limit: query.limit });
    const names = new RecordNames(await listConnections(service.db, key.workspaceId));
    const items = found.map((line) => historyLine(line, { names, language: caller.language }));
    return { body: { items, next: items.length === query.limit ? (items.at(-1)?.id ?? null) : null } };
  },
};

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
