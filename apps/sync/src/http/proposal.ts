import type { Answer, routes } from '@tamis/api';
import { difference, type Mapping, runnableMapping } from '@tamis/mapping';
import type { Connection } from '../store/connections.ts';
import { countDesires, type OpenDesire } from '../store/desired.ts';
import { stageCounts } from '../store/evaluations.ts';
import { namesOfRecords, proposalRun, proposedFields, proposedPage } from '../store/proposals.ts';
import { vendorOf } from '../vendors.ts';
import type { HandlerContext } from './handler.ts';

type Proposal = Answer<(typeof routes)['readProposal']>;

/** The dry run of a connection: a summary, and one page of records with what would change. */
export async function readProposal(
  context: HandlerContext,
  connection: Connection,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Proposal> {
  const { service } = context;
  const scope = { workspaceId: service.workspace.id, connectionId: connection.id };
  const { capabilities } = await context.adapterOf(service, connection);
  const { mapping } = runnableMapping(connection.mapping, [], capabilities.objects);
  const objects = capabilities.objects.filter(({ role }) => role === 'lead').map(({ name }) => name);
  const { items, next } = await proposedPage(service.db, scope, { objects, after: cursor, limit });
  const names = await namesOfRecords(service.db, scope, items);
  const labels = ownLabels(connection);
  return {
    items: items.map((item) => line(item, { connection, mapping, names, labels })),
    next,
    summary: {
      runId: await proposalRun(service.db, scope),
      records: await countDesires(service.db, scope, 'proposed'),
      byField: (await proposedFields(service.db, scope)).map((one) => ({
        ...one,
        label: labels.get(`${one.object}/${one.field}`) ?? one.field,
      })),
      stages: Object.entries(await stageCounts(service.db, scope)).map(([stage, leads]) => ({
        stage,
        leads,
      })),
      fieldsToCreate: connection.provisioned
        ? []
        : vendorOf(connection.vendor).ownFields.map(({ object, name }) => `${object}/${name}`),
    },
  };
}

interface LineParts {
  readonly connection: Connection;
  readonly mapping: Mapping;
  readonly names: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
}

function line(
  open: OpenDesire,
  { connection, mapping, names, labels }: LineParts,
): Proposal['items'][number] {
  const { object, recordId, observed, reasons } = open;
  const changes = difference({ object, observed, desired: open.fields }, mapping);
  return {
    object,
    recordId,
    name: names.get(`${object}/${recordId}`) ?? `#${recordId}`,
    uiUrl: vendorOf(connection.vendor).recordUrl(connection.account, object, recordId),
    fields: Object.entries(changes).map(([field, after]) => ({
      field,
      label: labels.get(`${object}/${field}`) ?? field,
      before: toValue(observed[field]),
      after: toValue(after),
    })),
    reasons: [...reasons],
  };
}

function toValue(value: string | number | boolean | null | readonly string[] | undefined) {
  if (value === undefined) return null;
  return typeof value === 'object' && value !== null ? [...value] : value;
}

function ownLabels({ vendor }: Connection): ReadonlyMap<string, string> {
  return new Map(
    vendorOf(vendor).ownFields.map(({ object, name, label }) => [`${object}/${name}`, label] as const),
  );
}
