/**
 * Why a person's decision about a link cannot be carried out: there is no such record (`no-record`) or lead (`no-lead`), the record is
 * `gone`, it stands `alone` already, it would be joined to `itself`, or nobody has decided anything about it (`undecided`).
 */
export type LinkRefusal = 'no-record' | 'no-lead' | 'gone' | 'alone' | 'itself' | 'undecided';

const MESSAGES: Readonly<Record<LinkRefusal, string>> = {
  'no-record': 'There is no such record here: a run has to have read it first.',
  'no-lead': 'There is no such lead, or none of its records is left in a CRM.',
  gone: 'This record is gone from its CRM: its link is not changed any more.',
  alone: 'This record stands alone already: there is nothing to cut it from.',
  itself: 'A record is joined to another one, not to itself or to the lead that it shows alone.',
  undecided: 'Nobody has cut or joined this record by hand: it is linked by its address already.',
};

/** A decision about a link that cannot be carried out; the message says why. */
export class LinkRefused extends Error {
  readonly code: LinkRefusal;

  constructor(code: LinkRefusal) {
    super(MESSAGES[code]);
    this.name = 'LinkRefused';
    this.code = code;
  }
}
