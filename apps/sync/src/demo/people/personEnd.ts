import type { LinkedPerson } from '../../store/people/links.ts';
import type { EditKind } from './edit.ts';

/** What one record of a person holds in its CRM at the end of the demo, read back from there. */
export interface RecordEnd {
  /** Key of the CRM. */
  readonly crm: string;
  readonly object: string;
  readonly id: string;
  readonly stage: string;
  /** Whole points. */
  readonly score: number;
  readonly reason: string;
  readonly linked: LinkedPerson['reason']['kind'];
}

/** An edit, and what became of it. */
export interface EditEnd {
  readonly crm: string;
  readonly kind: EditKind;
  readonly value: string;
  /** CRMs in which the value stands at the end; `null` for an edit that is not a value to be copied. */
  readonly standsIn: readonly string[] | null;
}

/** Where one person ended, and why. */
export interface PersonEnd {
  readonly leadId: string;
  readonly name: string;
  /** The stage before the edits; `null` for a lead that began with them. */
  readonly stageBefore: string | null;
  /** In the order of the CRMs. */
  readonly records: readonly RecordEnd[];
  readonly edits: readonly EditEnd[];
  /** Every record says the same stage, score and reason. */
  readonly same: boolean;
}

/** Where people of several CRMs ended. */
export interface PeopleEnds {
  readonly shown: readonly PersonEnd[];
  /** Names of all people whose records do not say the same everywhere. */
  readonly differing: readonly string[];
}
