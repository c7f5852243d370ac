import type { Answer, routes } from '@tamis/api';
import { decideStage, decideValue, settablePath } from '../service/people/decideLead.ts';
import { type Decider, decideLink, type LinkDecision } from '../service/people/decideLink.ts';
import { LinkRefused } from '../service/people/linkRefused.ts';
import { recordsOfLead } from '../store/leadDetail.ts';
import { requireVersion } from './guard.ts';
import type { HandlerContext, Handlers, Reply } from './handler.ts';
import { leadDetail, leadEtag } from './leadDetail.ts';
import { ProblemError } from './problemError.ts';

type DecisionRoute =
  | 'setManualStage'
  | 'clearManualStage'
  | 'cutRecord'
  | 'joinRecord'
  | 'freeRecord'
  | 'setManualValue'
  | 'clearManualValue';

/** What people decide about leads: the stage, single fields, and which records are one person. Runs of the CRMs concerned follow at once. */
export const decisionHandlers: Handlers<DecisionRoute> = {
  async setManualStage({ params: { leadId }, body }, context) {
    requireFuture(context, body.until);
    await requireSeen(context, leadId);
    await decideStage(context.service.db, deciderOf(context), { leadId, decision: body });
    return runAndReply(context, leadId);
  },

  async clearManualStage({ params: { leadId } }, context) {
    await requireSeen(context, leadId);
    await decideStage(context.service.db, deciderOf(context), { leadId, decision: null });
    return runAndReply(context, leadId);
  },

  async setManualValue({ params: { leadId, path }, body }, context) {
    requireFuture(context, body.until);
    await requireSeen(context, leadId);
    requireFitting(path, body.value);
    await decideValue(context.service.db, deciderOf(context), { leadId, path, decision: body });
    return runAndReply(context, leadId);
  },

  async clearManualValue({ params: { leadId, path } }, context) {
    await requireSeen(context, leadId);
    await decideValue(context.service.db, deciderOf(context), { leadId, path, decision: null });
    return runAndReply(context, leadId);
  },

  cutRecord: ({ params: { leadId }, body: { record, reason } }, context) =>
    link(context, leadId, { record, decision: { kind: 'cut', reason } }),

  joinRecord: ({ params: { leadId }, body: { record, ...how } }, context) =>
    link(context, leadId, { record, decision: { kind: 'join', ...how } }),

  freeRecord: ({ params: { leadId }, body: { record } }, context) =>
    link(context, leadId, { record, decision: { kind: 'free' } }),
};

function deciderOf({ service, caller, now }: HandlerContext): Decider {
  return { workspaceId: service.workspace.id, by: caller.email, at: now() };
}

function requireFuture({ now }: HandlerContext, until: number | null): void {
  if (until === null || until > now()) return;
  throw new ProblemError('invalid', 'The end of this decision lies in the past.', {
    faults: [{ path: 'body.until', message: 'must lie in the future' }],
  });
}

/** Throws `not-found`, or `reload` where the lead is not any more as the person saw it. */
async function requireSeen(context: HandlerContext, leadId: string): Promise<void> {
  requireVersion(context.ifMatch, leadEtag(await leadDetail(context, leadId)));
}

function requireFitting(path: string, value: string | number | null): void {
  const settable = settablePath(path);
  if (settable === null)
    throw new ProblemError('invalid', `"${path}" is no field that can be set by hand.`, {
      faults: [{ path: 'path.path', message: 'is no text or number of the person or the company' }],
    });
  const wanted = settable.type === 'number' ? 'number' : 'string';
  if (value === null || typeof value === wanted) return;
  throw new ProblemError('invalid', `The value of "${path}" has to be a ${settable.type}.`, {
    faults: [{ path: 'body.value', message: `must be a ${settable.type}` }],
  });
}

async function runAndReply(context: HandlerContext, leadId: string) {
  const { service } = context;
  const records = await recordsOfLead(service.db, { workspaceId: service.workspace.id, leadId });
  await runAll(context, [...new Set(records.map(({ connectionId }) => connectionId))]);
  const body = await leadDetail(context, leadId);
  return { body, etag: leadEtag(body) };
}

async function link(
  context: HandlerContext,
  leadId: string,
  { record: ref, decision }: { record: string; decision: LinkDecision },
): Promise<Reply<Answer<(typeof routes)['cutRecord']>>> {
  await requireSeen(context, leadId);
  try {
    const decided = await decideLink(context.service.db, deciderOf(context), {
      ref,
      seenOn: leadId,
      decision,
    });
    await runAll(context, decided.connections);
    return { body: { leadId: decided.leadId } };
  } catch (error) {
    throw error instanceof LinkRefused ? asProblem(error) : error;
  }
}

function asProblem({ code, message }: LinkRefused): ProblemError {
  const isAbsent = code === 'no-record' || code === 'no-lead';
  return new ProblemError(isAbsent ? 'not-found' : 'conflict', message, { code });
}

async function runAll({ service, runs }: HandlerContext, connections: readonly string[]): Promise<void> {
  for (const connectionId of connections)
    await runs.enqueue({ workspaceId: service.workspace.id, connectionId }, 'manual');
}
