import type { CrmRecord, RecordGoneNotice } from '@tamis/adapter';
import { emailIdentity, personName } from '@tamis/core';
import { type Mapping, readPath } from '@tamis/mapping';
import { lockPeople } from '../../store/people/leadRows.ts';
import { type Identity, type LinkedPerson, linksOfRecords, refOf } from '../../store/people/links.ts';
import type { Queries } from '../../store/schema.ts';
import { leadObjects, type RunContext } from '../context.ts';
import { linkPeople } from './linkPeople.ts';

/** Lead records that a page or a write showed in another state than before. */
export interface LeadArrivals {
  readonly changed: readonly CrmRecord[];
  readonly gone: readonly RecordGoneNotice[];
}

/** What a record says now of who it is; `null` leaves it as it was. */
type Said = Identity | { readonly ties: readonly string[] } | null;

/**
 * Links records to leads where what arrived says anything new of who somebody is: a new record, another address or name, a record that
 * went away, became another one or came back. Returns the leads that changed.
 */
export function linkArrivals(
  queries: Queries,
  context: RunContext,
  arrivals: LeadArrivals,
): Promise<readonly string[]> {
  return context.linking.on(() => linkNews(queries, context, arrivals));
}

async function linkNews(
  queries: Queries,
  context: RunContext,
  arrivals: LeadArrivals,
): Promise<readonly string[]> {
  const { workspaceId } = context.scope;
  const said = whatIsSaid(context, arrivals);
  const known = await personsOf(queries, workspaceId, [...said.keys()]);
  const news = [...said].filter(([ref, identity]) => isNews(known.get(ref), identity));
  if (news.length === 0) return [];
  await lockPeople(queries, workspaceId);
  const locked = await personsOf(
    queries,
    workspaceId,
    news.map(([ref]) => ref),
  );
  const people = news.flatMap(([ref, identity]) => personNow(ref, { present: locked.get(ref), identity }));
  return linkPeople(queries, { workspaceId, at: context.asOf() }, people);
}

function whatIsSaid(context: RunContext, { changed, gone }: LeadArrivals): ReadonlyMap<string, Said> {
  const { connectionId } = context.scope;
  const isLead = new Set(leadObjects(context.capabilities));
  return new Map<string, Said>([
    ...changed.map((record) => {
      const said = identityOf(record, { connectionId, mapping: context.mapping });
      return [refOf({ connectionId, ...record }), said] as const;
    }),
    ...gone
      .filter(({ object }) => isLead.has(object))
      .map(
        (notice) =>
          [refOf({ connectionId, ...notice }), whereItWent(notice, { connectionId, isLead })] as const,
      ),
  ]);
}

/** What a record says of who it is. */
export function identityOf(
  record: CrmRecord,
  { connectionId, mapping }: { connectionId: string; mapping: Mapping },
): Identity {
  const text = (path: string) => {
    const value = readPath(record, path, mapping);
    return typeof value === 'string' ? value : null;
  };
  const email = emailIdentity(text('person.email'));
  const name = personName(text('person.firstName'), text('person.lastName'));
  return {
    emailKey: email?.key ?? null,
    roleAddress: email?.role ?? false,
    firstName: name.first,
    lastName: name.last,
    ties: (record.samePerson ?? []).map((ref) => refOf({ connectionId, ...ref })),
  };
}

/** A gone record goes on as another one where the CRM says which; what became of it otherwise, a deal for instance, is no person. */
function whereItWent(
  { object, mergedInto, convertedInto }: RecordGoneNotice,
  { connectionId, isLead }: { connectionId: string; isLead: ReadonlySet<string> },
): Said {
  if (mergedInto !== undefined) return { ties: [refOf({ connectionId, object, id: mergedInto })] };
  if (convertedInto === undefined || !isLead.has(convertedInto.object)) return null;
  return { ties: [refOf({ connectionId, ...convertedInto })] };
}

async function personsOf(
  queries: Queries,
  workspaceId: string,
  refs: readonly string[],
): Promise<ReadonlyMap<string, LinkedPerson>> {
  const found = await linksOfRecords(queries, workspaceId, refs);
  return new Map(found.map((one) => [one.ref, one]));
}

/** The link was made for what the record says now, and for its being there or not. */
function isNews(present: LinkedPerson | undefined, said: Said): boolean {
  if (present === undefined) return said !== null && 'emailKey' in said;
  const wasLive = present.reason.kind !== 'gone';
  if (!present.identified || wasLive !== present.live) return true;
  if (said === null) return false;
  const now = { ...present, ...said };
  return (
    now.emailKey !== present.emailKey ||
    now.firstName !== present.firstName ||
    now.lastName !== present.lastName ||
    JSON.stringify(now.ties) !== JSON.stringify(present.ties)
  );
}

/** A record nobody knew and that is gone already is nobody. */
function personNow(
  ref: string,
  { present, identity }: { present: LinkedPerson | undefined; identity: Said },
): readonly LinkedPerson[] {
  if (present !== undefined) return [{ ...present, ...identity }];
  if (identity === null || !('emailKey' in identity)) return [];
  return [
    {
      ...identity,
      ref,
      leadId: null,
      originLead: null,
      byHand: null,
      reason: { kind: 'alone', blocked: null },
      live: true,
      wentOnAs: null,
      identified: true,
    },
  ];
}
