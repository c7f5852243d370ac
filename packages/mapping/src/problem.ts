import type { FieldValue } from '@tamis/adapter';
import { cutText } from './values/text.ts';

/** Why a value could not be carried over as it was. */
export type ProblemReason =
  | 'not-a-number'
  | 'not-exact'
  | 'not-a-boolean'
  | 'not-a-date'
  | 'not-a-choice'
  | 'several-values'
  | 'no-crm-value'
  | 'not-an-option'
  | 'contains-delimiter'
  | 'cut-to-length'
  | 'time-cut'
  | 'not-a-count'
  | 'no-date';

/** What a person should know and do, as the end of a sentence that begins with the value. */
const ADVICE: Readonly<Record<ProblemReason, string>> = {
  'not-a-number': 'is not a number with one reading; correct it in the CRM or map the field as text',
  'not-exact': 'has more digits than a number holds exactly; map the field as text',
  'not-a-boolean': 'is neither true nor false; add it to the row’s transform.values',
  'not-a-date': 'is not a date; use ISO 8601 or epoch milliseconds',
  'not-a-choice': 'is not a word that the lead field accepts; add it to the row’s transform.values',
  'several-values':
    'holds several values where one is meant; the first in the order of transform.values was taken',
  'no-crm-value': 'has no CRM value in the row’s transform.values; add one',
  'not-an-option': 'is not an option of the CRM field; add the option or translate it in transform.values',
  'contains-delimiter': 'contains the character that separates values; it cannot be written',
  'cut-to-length': 'is longer than the CRM field; it was cut',
  'time-cut': 'has a time of day that a date field does not hold; the day was kept',
  'not-a-count': 'is not a whole number of at least 0; the running total is left as it was',
  'no-date': 'gives no time for the activity; it is left out',
};

/** Longest piece of a value that a problem repeats. */
const EXCERPT_LENGTH = 80;

/** One value that was not carried over as it was: the row, the record and the field, with what to do about it. */
export interface MappingProblem {
  /** Place in the document, for instance `fields[3]`. */
  readonly row: string;
  readonly object: string;
  /** Id of the record in the CRM, or `null` where the value came from the lead. */
  readonly recordId: string | null;
  readonly field: string;
  /** The value, texts cut to 80 UTF-16 units. */
  readonly value: FieldValue;
  readonly code: ProblemReason;
  /** The whole sentence: what was found where, and what to do. */
  readonly message: string;
}

/** Where a value stands. */
export interface Place {
  readonly row: string;
  readonly object: string;
  readonly field: string;
}

function excerpt(value: FieldValue): FieldValue {
  if (typeof value === 'string') return cutText(value, EXCERPT_LENGTH);
  return Array.isArray(value) ? value.slice(0, 5).map((item) => cutText(item, EXCERPT_LENGTH)) : value;
}

/** Writes down what happened to a value of a record, or of the lead where `recordId` is `null`. */
export function mappingProblem(
  place: Place,
  recordId: string | null,
  found: { readonly value: FieldValue; readonly reason: ProblemReason },
): MappingProblem {
  const value = excerpt(found.value);
  const { row, object, field } = place;
  const message = `${object}.${field}: ${JSON.stringify(value)} ${ADVICE[found.reason]}.`;
  return { row, object, recordId, field, value, code: found.reason, message };
}
