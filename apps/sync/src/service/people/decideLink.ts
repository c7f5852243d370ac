import type { Kysely } from 'kysely';
import { leadExists } from '../../store/leadDetail.ts';
import { addLeadEvents } from '../../store/leadEvents.ts';
import type { LeadEvent } from '../../store/people/leadEvent.ts';
import { lockPeople } from '../../store/people/leadRows.ts';
import type { HandLink } from '../../store/people/linkReason.ts';
import { type LinkedPerson, linksOfLeads, linksOfRecords, placedRef } from '../../store/people/links.ts';
import type { Queries, Tables } from '../../store/schema.ts';
import { inLeadTransaction } from '../../store/transaction.ts';
import { linkPeople } from '../../sync/people/linkPeople.ts';
import { LinkRefused } from './linkRefused.ts';

/** Who decides, when, and in which workspace. */
export interface Decider {
  readonly workspaceId: string;
  readonly by: string;
  readonly at: number;
}

/** What a record is joined to: another record by its name (`refOf`), or a lead. */
export type JoinTarget = { readonly record: string } | { readonly leadId: string };

/** What a person decides: the record stands alone, is the same person as another one, or is linked by its address again. */
export type LinkDecision =
  | { readonly kind: 'cut'; readonly reason: string }
  | {
      readonly kind: 'join';
      readonly to: JoinTarget;
      readonly reason: string;
      /** The other records of its lead are joined in the same way, as far as nobody has decided about them. */
      readonly withOthers: boolean;
    }
  | { readonly kind: 'free' };

/** Which record is decided upon, and the lead that it was seen on, where that matters. */
export interface DecidedRecord {
  readonly ref: string;
  readonly seenOn?: string;
}

/** What follows from a decision. */
export interface DecidedLink {
  /** The lead that the record shows now. */
  readonly leadId: string;
  /** Connections with records of the leads that changed: a run of each writes what follows. */
  readonly connections: readonly string[];
}

/**
 * Carries out a person's decision about one record, in one transaction: records, history and score go where the person goes, and the
 * histories tell who decided it and why. Others that were linked with the record stay where they are, unless they are joined with it.
 * Throws {@link LinkRefused}.
 */
export function decideLink(
  db: Kysely<Tables>,
  decider: Decider,
  { ref, seenOn, decision }: DecidedRecord & { readonly decision: LinkDecision },
): Promise<DecidedLink> {
  return inLeadTransaction(db, async (queries) => {
    const { workspaceId } = decider;
    await lockPeople(queries, workspaceId);
    const person = await requireLive(queries, workspaceId, ref);
    const leadId = person.leadId ?? '';
    if (seenOn !== undefined && leadId !== seenOn) throw new LinkRefused('no-record');
    const mates = (await linksOfLeads(queries, workspaceId, [leadId])).filter((one) => one.ref !== ref);
    const byHand = await decided(queries, decider, { person, mates, decision });
    const decidedToo = alsoDecided(mates, { ref, decision, byHand });
    const told = [
      eventOf(person, byHand, decider),
      ...decidedToo.map((one) => ({ ...eventOf(one, one.byHand, decider), reason: byHand?.reason ?? null })),
    ];
    await tell(queries, decider, { leadId, events: told });
    const changed = await linkPeople(queries, decider, [{ ...person, byHand }, ...decidedToo]);
    const now = await leadOf(queries, workspaceId, ref);
    if (now !== leadId && (await leadExists(queries, { workspaceId, leadId })))
      await tell(queries, decider, { leadId: now, events: told.slice(0, 1) });
    return { leadId: now, connections: await connectionsOf(queries, workspaceId, changed) };
  });
}

/** Records that were joined to one that is cut are free again; with one that is joined, others may be. */
function alsoDecided(
  mates: readonly LinkedPerson[],
  { ref, decision, byHand }: { ref: string; decision: LinkDecision; byHand: HandLink | null },
): readonly LinkedPerson[] {
  if (decision.kind === 'cut')
    return mates.filter((one) => one.byHand?.with === ref).map((one) => ({ ...one, byHand: null }));
  if (decision.kind === 'free' || !decision.withOthers) return [];
  return mates
    .filter((one) => one.live && one.byHand === null && one.ref !== byHand?.with)
    .map((one) => ({ ...one, byHand }));
}

async function requireLive(queries: Queries, workspaceId: string, ref: string): Promise<LinkedPerson> {
  const [person] = await linksOfRecords(queries, workspaceId, [ref]);
  if (person === undefined) throw new LinkRefused('no-record');
  if (!person.live) throw new LinkRefused('gone');
  return person;
}

interface Question {
  readonly person: LinkedPerson;
  /** The other records of its lead. */
  readonly mates: readonly LinkedPerson[];
  readonly decision: LinkDecision;
}

async function decided(
  queries: Queries,
  { workspaceId, by, at }: Decider,
  { person, mates, decision }: Question,
): Promise<HandLink | null> {
  if (decision.kind === 'free') {
    if (person.byHand === null) throw new LinkRefused('undecided');
    return null;
  }
  const { reason } = decision;
  if (decision.kind === 'cut') {
    if (!mates.some(({ live }) => live)) throw new LinkRefused('alone');
    return { kind: 'cut', with: null, by, at, reason };
  }
  const other = await targetOf(queries, workspaceId, { person, to: decision.to });
  return { kind: 'joined', with: other, by, at, reason };
}

async function targetOf(
  queries: Queries,
  workspaceId: string,
  { person, to }: { person: LinkedPerson; to: JoinTarget },
): Promise<string> {
  const offered =
    'record' in to
      ? [await requireLive(queries, workspaceId, to.record)]
      : (await linksOfLeads(queries, workspaceId, [to.leadId])).filter(({ live }) => live);
  if (offered.length === 0) throw new LinkRefused('no-lead');
  const [first] = offered
    .map(({ ref }) => ref)
    .filter((ref) => ref !== person.ref)
    .toSorted();
  if (first === undefined) throw new LinkRefused('itself');
  return first;
}

function eventOf({ ref }: LinkedPerson, byHand: HandLink | null, { by }: Decider) {
  const decision = byHand?.kind ?? 'freed';
  const [other, reason] = [byHand?.with ?? null, byHand?.reason ?? null];
  return { kind: 'link-decided', ref, decision, with: other, by, reason } as const;
}

async function tell(
  queries: Queries,
  { workspaceId, at }: Decider,
  { leadId, events }: { leadId: string; events: readonly LeadEvent[] },
): Promise<void> {
  const dated = events.map((event) => ({ leadId, at, event }));
  await addLeadEvents(queries, workspaceId, dated);
}

async function leadOf(queries: Queries, workspaceId: string, ref: string): Promise<string> {
  const [person] = await linksOfRecords(queries, workspaceId, [ref]);
  if (person?.leadId == null) throw new Error(`${ref} was left without a lead.`);
  return person.leadId;
}

async function connectionsOf(
  queries: Queries,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<readonly string[]> {
  const links = await linksOfLeads(queries, workspaceId, leadIds);
  return [...new Set(links.filter(({ live }) => live).map(({ ref }) => placedRef(ref).connectionId))];
}
