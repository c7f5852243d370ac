import type { Answer, routes } from '@tamis/api';
import {
  type Language,
  lintModel,
  ModelInvalid,
  modelNumbers,
  parseModel,
  type ScoringModel,
  stageLabel,
  withNumbers,
} from '@tamis/core';
import { evaluateAllAgain } from '../store/again.ts';
import { listConnections } from '../store/connections.ts';
import { dropModelDraft, modelDraft, modelVersions, saveModelDraft } from '../store/modelDrafts.ts';
import { publishModel } from '../store/models.ts';
import { inLeadTransaction } from '../store/transaction.ts';
import { requireVersion } from './guard.ts';
import type { HandlerContext, Handlers, Reply } from './handler.ts';
import { simulateModel } from './modelSimulation.ts';
import { ProblemError } from './problemError.ts';

type ModelRoute =
  | 'readModel'
  | 'saveModelDraft'
  | 'discardModelDraft'
  | 'simulateModel'
  | 'publishModel'
  | 'listModelVersions'
  | 'rollBackModel';

type Body = Answer<(typeof routes)['readModel']>;

/** The scoring model: its numbers, the draft on the real leads, publication and rollback. */
export const modelHandlers: Handlers<ModelRoute> = {
  readModel: (_, context) => reply(context),

  async saveModelDraft({ body }, context) {
    const { service, caller, now, ifMatch } = context;
    const { draft, etag } = await state(context);
    requireVersion(ifMatch, etag);
    const document = 'numbers' in body ? changed(draft, body.numbers) : checked(body.document);
    const edit = { seen: seenOf(etag), document, at: now(), by: caller.email };
    if (!(await saveModelDraft(service.db, service.workspace.id, edit)))
      requireVersion(ifMatch, 'a newer one');
    return reply(context);
  },

  async discardModelDraft(_, context) {
    requireVersion(context.ifMatch, (await state(context)).etag);
    await dropModelDraft(context.service.db, context.service.workspace.id);
    return reply(context);
  },

  async simulateModel({ body }, context) {
    const { draft, published } = await state(context);
    const document = body.numbers === undefined ? draft : changed(published.document, body.numbers);
    return { body: await simulateModel(context, document) };
  },

  async publishModel(_, context) {
    const { draft, etag } = await state(context);
    requireVersion(context.ifMatch, etag);
    await publish(context, draft);
    return reply(context);
  },

  async listModelVersions(_, { service }) {
    const versions = await modelVersions(service.db, service.workspace.id);
    const items = versions.map(({ version, publishedAt, publishedBy }) => ({
      version,
      publishedAt,
      publishedBy,
    }));
    return { body: { items } };
  },

  async rollBackModel({ body }, context) {
    const { service, ifMatch } = context;
    requireVersion(ifMatch, (await state(context)).etag);
    const versions = await modelVersions(service.db, service.workspace.id);
    const wanted = versions.find(({ version }) => version === body.version);
    if (wanted === undefined) throw new ProblemError('not-found', `There is no version ${body.version}.`);
    await publish(context, parseModel(wanted.document));
    return reply(context);
  },
};

/** Publishes as the next version; every lead is evaluated with it in the next run of each connection. */
async function publish(context: HandlerContext, model: ScoringModel): Promise<void> {
  const { service, caller, runs } = context;
  const workspaceId = service.workspace.id;
  const [newest] = await modelVersions(service.db, workspaceId);
  const version = (newest?.version ?? 0) + 1;
  await inLeadTransaction(service.db, async (queries) => {
    await publishModel(queries, workspaceId, { version, document: { ...model, version }, by: caller.email });
    await dropModelDraft(queries, workspaceId);
    await evaluateAllAgain(queries, workspaceId);
  });
  for (const { id, mappingVersion } of await listConnections(service.db, workspaceId))
    if (mappingVersion > 0) await runs.enqueue({ workspaceId, connectionId: id }, 'publish');
}

/** What is published and what is being edited. The ETag names both: publishing makes an older draft stale. */
async function state({ service }: HandlerContext) {
  const workspaceId = service.workspace.id;
  const [newest] = await modelVersions(service.db, workspaceId);
  if (newest === undefined) throw new Error('A workspace that was opened has a published model.');
  const draft = await modelDraft(service.db, workspaceId);
  const published = { ...newest, document: parseModel(newest.document) };
  return {
    published,
    stored: draft,
    draft: draft === null ? published.document : parseModel(draft.document),
    etag: `${newest.version}.${draft?.version ?? 0}`,
  };
}

function seenOf(etag: string): number {
  return Number(etag.split('.')[1]);
}

async function reply(context: HandlerContext): Promise<Reply<Body>> {
  const { published, stored, draft, etag } = await state(context);
  return {
    etag,
    body: {
      published,
      draft: { document: draft, savedAt: stored?.savedAt ?? null, savedBy: stored?.savedBy ?? null },
      numbers: numbersOf(draft, published.document, context.caller.language),
      warnings: lintModel(draft).map((one) => ({ ...one, refs: [...one.refs] })),
    },
  };
}

function numbersOf(draft: ScoringModel, published: ScoringModel, language: Language): Body['numbers'] {
  const before = new Map(modelNumbers(published).map(({ id, value }) => [id, value]));
  const rules = [...draft.fit, ...draft.engagement, ...draft.negatives];
  const labels = new Map(rules.map(({ id, label }) => [id, label[language]]));
  return modelNumbers(draft).map(({ rule, ...number }) => ({
    ...number,
    label: rule === null ? placeLabel(number.id, language) : (labels.get(rule) ?? rule),
    published: before.get(number.id) ?? number.value,
  }));
}

/** Thresholds are called by their stage; the page has words for the rest of the place. */
function placeLabel(id: string, language: Language): string {
  const [, stage] = id.split('/');
  return id.startsWith('qualification/') && (stage === 'mql' || stage === 'sql')
    ? stageLabel(stage, language)
    : id;
}

function changed(model: ScoringModel, numbers: readonly { id: string; value: number }[]): ScoringModel {
  return orInvalid(() => parseModel(withNumbers(model, numbers)));
}

function checked(document: unknown): ScoringModel {
  return orInvalid(() => parseModel(document));
}

function orInvalid(work: () => ScoringModel): ScoringModel {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ModelInvalid)) throw error;
    const faults = error.faults.map((message) => ({ path: 'body', message }));
    throw new ProblemError('invalid', error.faults[0] ?? 'The model is not valid.', { faults });
  }
}
