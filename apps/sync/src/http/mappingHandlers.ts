import type { MappingDocument } from '@tamis/adapter';
import type { Answer, routes } from '@tamis/api';
import { fieldsNeeded, inspectMapping, parseMapping, rowDifferences, suggestRows } from '@tamis/mapping';
import { evaluateConnectionAgain, readAgain } from '../store/again.ts';
import { type Connection, setMapping } from '../store/connections.ts';
import { mappingDraft, saveMappingDraft } from '../store/mappingDrafts.ts';
import { addMappingVersion, mappingVersions } from '../store/mappingVersions.ts';
import { identifyAgain } from '../store/people/unidentified.ts';
import type { Scope } from '../store/schema.ts';
import { inLeadTransaction } from '../store/transaction.ts';
import { vendorOf } from '../vendors.ts';
import { requireConnection } from './connectionCard.ts';
import { crmFields, fieldLists } from './crmFields.ts';
import { requireVersion } from './guard.ts';
import type { HandlerContext, Handlers, Reply } from './handler.ts';
import { simulateMapping, testMapping } from './mappingTrial.ts';
import { ProblemError } from './problemError.ts';

type MappingRoute =
  | 'listFields'
  | 'readMapping'
  | 'saveMappingDraft'
  | 'suggestMapping'
  | 'testMapping'
  | 'simulateMapping'
  | 'publishMapping'
  | 'listMappingVersions'
  | 'revertMapping';

type Body = Answer<(typeof routes)['readMapping']>;

const NOTHING_MAPPED: MappingDocument = { version: 1, fields: [], signals: [], activities: [] };

/** The mapping of a connection: fields, draft, suggestions, trials, publication and versions. */
export const mappingHandlers: Handlers<MappingRoute> = {
  async listFields({ params }, context) {
    return { body: await fieldLists(context, await requireConnection(context, params.connectionId)) };
  },

  async readMapping({ params }, context) {
    return mappingReply(context, await requireConnection(context, params.connectionId));
  },

  async saveMappingDraft({ params, body }, context) {
    const connection = await requireConnection(context, params.connectionId);
    return saveAndReply(context, connection, body.document);
  },

  async suggestMapping({ params }, context) {
    const connection = await requireConnection(context, params.connectionId);
    const { objects } = (await context.adapterOf(context.service, connection)).capabilities;
    const leadObjects = objects.filter(({ role }) => role === 'lead').map(({ name }) => name);
    const fields = await crmFields(context, connection);
    const { defaultMapping: defaults, nativeStages } = vendorOf(connection.vendor);
    const sources = { defaults, nativeStages, fields, leadObjects };
    const items = suggestRows(sources, (await current(context, connection)).document);
    return {
      body: {
        items: items.map((item) => ({
          ...item,
          row: JSON.parse(JSON.stringify(item.row)),
          params: { ...item.params },
        })),
      },
    };
  },

  testMapping: ({ params, body }, context) => testMapping(context, params.connectionId, body),

  simulateMapping: ({ params, body }, context) => simulateMapping(context, params.connectionId, body),

  async publishMapping({ params }, context) {
    const { service, caller, now, runs, ifMatch } = context;
    const connection = await requireConnection(context, params.connectionId);
    const { document, version } = await current(context, connection);
    requireVersion(ifMatch, version);
    const adapter = await context.adapterOf(service, connection);
    const fields = await crmFields(context, connection);
    const faults = inspectMapping(document, fields, adapter.capabilities.objects);
    if (faults.length > 0)
      throw new ProblemError('invalid', 'The draft has faults. Mend the rows named, or remove them.', {
        code: 'faults',
        faults: faults.map(({ row, message }) => ({ path: row, message })),
      });
    if (document.fields.length === 0)
      throw new ProblemError('conflict', 'The draft is empty. Accept suggestions or add rows first.', {
        code: 'empty',
      });
    const scope = scopeOf(context, connection);
    const next =
      Math.max(
        connection.mappingVersion,
        ...(await mappingVersions(service.db, scope)).map((one) => one.version),
      ) + 1;
    await inLeadTransaction(service.db, async (queries) => {
      await addMappingVersion(queries, scope, {
        version: next,
        document,
        publishedAt: now(),
        publishedBy: caller.email,
      });
      await setMapping(queries, scope, { version: next, document });
      await evaluateConnectionAgain(queries, scope);
      await identifyAgain(queries, scope);
      await readAgain(
        queries,
        scope,
        objectsToRead(connection.mapping, document, adapter.capabilities.objects),
      );
    });
    await runs.reschedule(scope);
    await runs.enqueue(scope, 'publish');
    return mappingReply(context, await requireConnection(context, connection.id));
  },

  async listMappingVersions({ params }, context) {
    const connection = await requireConnection(context, params.connectionId);
    const versions = await mappingVersions(context.service.db, scopeOf(context, connection));
    const items = versions.map((one, index) => ({
      ...one,
      difference: differenceOf(versions[index + 1]?.document ?? NOTHING_MAPPED, one.document),
    }));
    return { body: { items } };
  },

  async revertMapping({ params, body }, context) {
    const connection = await requireConnection(context, params.connectionId);
    requireVersion(context.ifMatch, (await current(context, connection)).version);
    const versions = await mappingVersions(context.service.db, scopeOf(context, connection));
    const wanted = versions.find(({ version }) => version === body.version);
    if (wanted === undefined) throw new ProblemError('not-found', `There is no version ${body.version}.`);
    return saveAndReply(context, connection, wanted.document);
  },
};

async function saveAndReply(
  context: HandlerContext,
  connection: Connection,
  document: MappingDocument,
): Promise<Reply<Body>> {
  const { service, caller, now, ifMatch } = context;
  const edit = { seen: Number(ifMatch), document, at: now(), by: caller.email };
  const scope = scopeOf(context, connection);
  requireVersion(ifMatch, (await current(context, connection)).version);
  if (!(await saveMappingDraft(service.db, scope, edit))) requireVersion(ifMatch, 'a newer one');
  return mappingReply(context, connection);
}

/** What is being edited: the draft, else what is published. Version 0 is "no draft yet". */
async function current(context: HandlerContext, connection: Connection) {
  const draft = await mappingDraft(context.service.db, scopeOf(context, connection));
  return draft ?? { version: 0, document: connection.mapping, savedAt: null, savedBy: null };
}

async function mappingReply(context: HandlerContext, connection: Connection): Promise<Reply<Body>> {
  const { version, document, savedAt, savedBy } = await current(context, connection);
  const [published] = await mappingVersions(context.service.db, scopeOf(context, connection));
  const { objects } = (await context.adapterOf(context.service, connection)).capabilities;
  const issues = inspectMapping(document, await crmFields(context, connection), objects);
  return {
    etag: String(version),
    body: {
      published: published ?? null,
      draft: { document, savedAt, savedBy },
      issues: issues.map((issue) => ({ ...issue })),
      difference: differenceOf(published?.document ?? NOTHING_MAPPED, document),
    },
  };
}

function differenceOf(before: MappingDocument, after: MappingDocument): Body['difference'] {
  return rowDifferences(before, after).map((one) => ({ ...one, keys: [...one.keys] }));
}

/** Objects of which the new mapping reads fields that the old one did not. */
function objectsToRead(
  before: MappingDocument,
  after: MappingDocument,
  objects: readonly { readonly name: string }[],
): readonly string[] {
  const [old, young] = [parseMapping(before), parseMapping(after)];
  return objects
    .map(({ name }) => name)
    .filter((name) => {
      const known = new Set(fieldsNeeded(old, name));
      return fieldsNeeded(young, name).some((field) => !known.has(field));
    });
}

function scopeOf({ service }: HandlerContext, { id }: Connection): Scope {
  return { workspaceId: service.workspace.id, connectionId: id };
}
