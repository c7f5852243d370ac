import type { Lead } from '@tamis/core';
import type { LeadPath } from '../paths/leadPaths.ts';
import type { LeadValue } from '../values/leadValue.ts';
import type { Place } from './sources.ts';

type Section = Record<string, unknown>;

/** The object within the draft that holds the field; a channel's permission is made when first needed. */
function holderOf(draft: Section, section: readonly string[]): Section {
  let holder = draft;
  for (const key of section) {
    holder[key] ??= {};
    holder = holder[key] as Section;
  }
  return holder;
}

/** A field of the lead, and where it lives. */
interface Target {
  readonly path: LeadPath;
  readonly place: Place;
}

/** Puts a value into its field; what is absent, or null where the field cannot be, stays away. */
export function put(draft: Lead, { path, place }: Target, value: LeadValue | undefined): void {
  if (value === undefined || (value === null && !path.nullable)) return;
  holderOf(draft as Section, place.section)[place.name] = value;
}

/** A channel of which only the basis or the source is known is in an unknown state. */
export function completePermissions({ permission }: Lead): void {
  for (const channel of [permission.email, permission.phone]) {
    if (channel !== undefined) channel.state ??= 'unknown';
  }
}
