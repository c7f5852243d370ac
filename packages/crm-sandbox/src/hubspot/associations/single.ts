import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { objectNotFound, resourceNotFound } from '../errors.ts';
import { associate } from './associate.ts';
import { plainType, typesBetween } from './associationStore.ts';
import { type Pair, presentEnd } from './batch.ts';

/** The links of one record to an object, in pages of at most 500. */
export function listAssociations(
  account: HubSpotAccount,
  pair: Pair,
  call: { id: string; request: HttpRequest },
): HttpReply {
  const { from, to } = pair;
  if (from.findLive(call.id) === null) throw objectNotFound(call.id);
  const limit = Math.min(500, Number(call.request.query.get('limit') ?? 500));
  const after = Number(call.request.query.get('after') ?? 0);
  const ends = account.associations.of({ from: from.type.plural, to: to.type.plural }, Number(call.id));
  const later = ends.filter(({ toId }) => toId > after);
  const page = later.slice(0, limit);
  const more = later.length > page.length;
  const paging = more ? { paging: { next: { after: String(page.at(-1)?.toId) } } } : {};
  return { status: 200, json: { results: page.map((end) => presentEnd(end, call.request)), ...paging } };
}

/** Makes the plain link between two records. */
export function associateByDefault(
  account: HubSpotAccount,
  pair: Pair,
  ids: { fromId: string; toId: string },
): HttpReply {
  const fromRow = pair.from.findLive(ids.fromId);
  const toRow = pair.to.findLive(ids.toId);
  if (fromRow === null) throw objectNotFound(ids.fromId);
  if (toRow === null) throw objectNotFound(ids.toId);
  const type = plainType(pair.from.type.plural, pair.to.type.plural);
  if (type === undefined) throw resourceNotFound();
  associate(account, type, { from: { store: pair.from, row: fromRow }, to: { store: pair.to, row: toRow } });
  return { status: 200, json: { status: 'COMPLETE', results: [] } };
}

/** The types that join two objects. */
export function listTypes(pair: Pair): HttpReply {
  const results = typesBetween(pair.from.type.plural, pair.to.type.plural).map(({ typeId, label }) => ({
    category: 'HUBSPOT_DEFINED',
    typeId,
    label,
  }));
  return { status: 200, json: { results } };
}
