import { isEmpty } from '../values/leadValue.ts';
import type { Candidate, Heard } from './candidates.ts';
import type { ManualValue } from './input.ts';
import type { Origin } from './origin.ts';
import { wordOf } from './readPath.ts';
import { byHand, fallbackOf, NOTHING, originOf, type Resolved, resolve, winnerOf } from './resolve.ts';
import type { LeadField } from './sources.ts';

/**
 * Fields that mean something together only: an owner's name beside another owner's address, or the reason of a rejection beside an
 * acceptance, would be nobody's word. The first of them that somebody fills decides which record speaks for all.
 */
const BUNDLES: readonly (readonly string[])[] = [
  ['owner.id', 'owner.email', 'owner.name'],
  ['salesAnswer.status', 'salesAnswer.reason', 'salesAnswer.at'],
  ['lifecycle.stage', 'lifecycle.since'],
];

const BUNDLED: ReadonlySet<string> = new Set(BUNDLES.flat());

/** Is the field one of several for which one record speaks? */
export function isBundled(path: string): boolean {
  return BUNDLED.has(path);
}

/** A field of the lead with all that is said of it. */
export interface Told {
  readonly field: LeadField;
  readonly heard: Heard;
  /** What a person set in the product; `undefined` for nothing. */
  readonly manual: ManualValue | undefined;
}

/** Who speaks for a bundle: a field of a record, or with `candidate: null` a person in the product. */
interface Speaker {
  readonly path: string;
  readonly origin: Origin | null;
  readonly candidate: Candidate | null;
}

function speakerOf(bundle: readonly Told[]): Speaker | null {
  for (const { field, heard, manual } of bundle) {
    const { path } = field.path;
    if (manual !== undefined) return { path, origin: byHand(manual).origin, candidate: null };
    const winner = winnerOf(field.path, heard.candidates);
    if (winner !== undefined)
      return { path, origin: originOf(field, winner, heard.candidates), candidate: winner };
  }
  return null;
}

/** What the speaker's record says of another field of the bundle, at the time of the word that decided. */
function alongWith({ candidate, origin }: Speaker, { field }: Told): Resolved {
  const reader = field.readers.find(({ side }) => side.connectionId === candidate?.connectionId);
  if (candidate === null || reader === undefined) return NOTHING;
  const word = wordOf(candidate.record, reader.slot);
  if (word === null || isEmpty(word.value)) return fallbackOf(field) ?? { value: word?.value, origin: null };
  const { connectionId, record } = candidate;
  const source = { connectionId, object: record.object, id: record.id, field: word.row.field };
  return { value: word.value, origin: origin === null ? null : { ...origin, source } };
}

function resolveOne(told: Told, speaker: Speaker | null): Resolved {
  const { field, heard, manual } = told;
  if (manual !== undefined) return byHand(manual);
  if (speaker === null || speaker.path === field.path.path) return resolve(field, heard);
  return alongWith(speaker, told);
}

/**
 * When sales answered, where no field says it: when somebody was seen to give the answer. A rejection that was there from the beginning
 * is as new as it can be, as of the record's own time then, so that an acceptance that comes to be known later is not taken for older.
 */
function answeredAt(speaker: Speaker | null): Resolved | null {
  if (speaker?.path !== 'salesAnswer.status' || speaker.origin === null) return null;
  const { candidate, origin } = speaker;
  if (candidate === null) return { value: origin.at, origin };
  const isDated = candidate.isSeen || candidate.value === 'rejected';
  return isDated && !isEmpty(candidate.value) ? { value: candidate.at, origin } : null;
}

/** The fields of every bundle, by path. */
export function resolveBundles(told: ReadonlyMap<string, Told>): ReadonlyMap<string, Resolved> {
  const resolved = new Map<string, Resolved>();
  for (const paths of BUNDLES) {
    const bundle = paths.flatMap((path) => told.get(path) ?? []);
    const speaker = speakerOf(bundle);
    for (const one of bundle) resolved.set(one.field.path.path, resolveOne(one, speaker));
    const at = answeredAt(speaker);
    if (at !== null && isEmpty(resolved.get('salesAnswer.at')?.value)) resolved.set('salesAnswer.at', at);
  }
  return resolved;
}

/** The words of the other records for the stage, in the order of the connections; none where a person set the stage in the product. */
export function stagesElsewhere({ field, manual }: Told, stands: Resolved): readonly string[] {
  if (manual !== undefined) return [];
  const words = field.readers.flatMap(({ side, slot }) =>
    side.sources.flatMap((record) => wordOf(record, slot)?.value ?? []),
  );
  const others = words.filter((word): word is string => !isEmpty(word) && word !== stands.value);
  return [...new Set(others)];
}
