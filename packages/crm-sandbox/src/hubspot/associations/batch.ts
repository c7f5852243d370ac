import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { batchReply, refuseLargeBatch } from '../batch/envelope.ts';
import { idText, readBody } from '../body.ts';
import { type Refusal, validationError } from '../errors.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { associate, dissociate } from './associate.ts';
import {
  ASSOCIATION_TYPES,
  type AssociationEnd,
  type AssociationType,
  plainType,
  typesBetween,
} from './associationStore.ts';

/** The two objects of a path. */
export interface Pair {
  readonly from: ObjectStore;
  readonly to: ObjectStore;
}

/** https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide: at most 2,000 links are made at once … */
const MAX_CREATED = 2000;
/** … and the targets of one record come in pages of this many. */
const ENDS_PER_PAGE = 500;

const readSchema = z.object({ inputs: z.array(z.object({ id: idText, after: z.string().optional() })) });

/** Reads the links of up to 1,000 records; a record without any is an entry of `errors`, and the answer a 207. */
export function readAssociations(account: HubSpotAccount, pair: Pair, request: HttpRequest): HttpReply {
  const { inputs } = readBody(request, readSchema);
  refuseLargeBatch(inputs.length, account.settings.associationReadMax);
  const results: object[] = [];
  const errors: Refusal[] = [];
  for (const { id, after } of inputs) {
    const ends = account.associations.of(between(pair), Number(id));
    if (ends.length === 0) errors.push(noAssociations(pair, id));
    else results.push({ from: { id }, ...endsPage(ends, { after: Number(after ?? 0), request }) });
  }
  return batchReply(account, { ok: 200, results, errors });
}

function endsPage(ends: readonly AssociationEnd[], asked: { after: number; request: HttpRequest }) {
  const later = ends.filter(({ toId }) => toId > asked.after);
  const page = later.slice(0, ENDS_PER_PAGE);
  const last = page.at(-1)?.toId;
  const more = later.length > page.length && last !== undefined;
  return {
    to: page.map((end) => presentEnd(end, asked.request)),
    ...(more ? { paging: { next: { after: String(last) } } } : {}),
  };
}

/** A link: its id is a number in version 4 and a string in the dated versions. */
export function presentEnd({ toId, typeIds }: AssociationEnd, request: Pick<HttpRequest, 'path'>) {
  return {
    toObjectId: request.path.startsWith('/crm/v4/') ? toId : String(toId),
    associationTypes: typeIds.map((typeId) => ({
      category: 'HUBSPOT_DEFINED',
      typeId,
      label: ASSOCIATION_TYPES.find((type) => type.typeId === typeId)?.label ?? null,
    })),
  };
}

function noAssociations(pair: Pair, id: string): Refusal {
  const from = pair.from.type.singular;
  const to = pair.to.type.singular;
  return {
    status: 404,
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${to} is associated with ${from} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [from], toObjectType: [to] },
  };
}

const linkSchema = z.object({
  inputs: z.array(
    z.object({
      from: z.object({ id: idText }),
      to: z.object({ id: idText }),
      types: z
        .array(z.object({ associationCategory: z.string(), associationTypeId: z.number() }))
        .default([]),
    }),
  ),
});

/** Makes up to 2,000 links; without types it makes the plain one. */
export function createAssociations(account: HubSpotAccount, pair: Pair, request: HttpRequest): HttpReply {
  const { inputs } = readBody(request, linkSchema);
  refuseLargeBatch(inputs.length, MAX_CREATED);
  const results = inputs.map(({ from, to, types }) => {
    const ends = { from: endOf(pair.from, from.id), to: endOf(pair.to, to.id) };
    const chosen = typesOf(
      pair,
      types.map(({ associationTypeId }) => associationTypeId),
    );
    for (const type of chosen) associate(account, type, ends);
    return {
      fromObjectTypeId: pair.from.type.typeId,
      fromObjectId: Number(from.id),
      toObjectTypeId: pair.to.type.typeId,
      toObjectId: Number(to.id),
      labels: chosen.flatMap(({ label }) => (label === null ? [] : [label])),
    };
  });
  return batchReply(account, { ok: 201, results, errors: [] });
}

function typesOf(pair: Pair, ids: readonly number[]): readonly AssociationType[] {
  const { from, to } = between(pair);
  const plain = plainType(from, to);
  if (ids.length === 0 && plain !== undefined) return [plain];
  return ids.map((id) => {
    const type = typesBetween(from, to).find(({ typeId }) => typeId === id);
    if (type === undefined) throw validationError(`Association type ${id} does not join ${from} and ${to}.`);
    return type;
  });
}

const unlinkSchema = z.object({
  inputs: z.array(z.object({ from: z.object({ id: idText }), to: z.array(z.object({ id: idText })) })),
});

export function archiveAssociations(account: HubSpotAccount, pair: Pair, request: HttpRequest): HttpReply {
  const { inputs } = readBody(request, unlinkSchema);
  refuseLargeBatch(inputs.length, MAX_CREATED);
  for (const { from, to } of inputs)
    for (const { id } of to) dissociate(account, { from: endOf(pair.from, from.id), to: endOf(pair.to, id) });
  return { status: 204 };
}

function endOf(store: ObjectStore, id: string) {
  const row = store.findLive(id);
  if (row === null) throw validationError(`${store.type.singular} ${id} does not exist.`);
  return { store, row };
}

function between(pair: Pair) {
  return { from: pair.from.type.plural, to: pair.to.type.plural };
}
