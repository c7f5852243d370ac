import type { Stage } from '@tamis/core';
import type { ColumnType, Generated } from 'kysely';
import type { Json } from './columns.ts';
import type { Description } from './people/description.ts';
import type { LeadEvent } from './people/leadEvent.ts';
import type { HandLink, LinkReasonStored } from './people/linkReason.ts';

/** Which lead a record shows, what it says of the person, and why it is linked. */
export interface LinkTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  lead_id: string;
  /** The lead that was made for this record, whichever it shows now; `null` for one that never had a lead of its own. */
  origin_lead: ColumnType<string | null, string | null | undefined, string | null>;
  /** The normalised address; `null` where the record has none. */
  email_key: ColumnType<string | null, string | null | undefined, string | null>;
  role_address: Generated<boolean>;
  /** Folded for comparison, as the next one. */
  first_name: Generated<string>;
  last_name: Generated<string>;
  /** Records that are the same person by their CRM's own word, by a person's, or that a gone record goes on as. See `refOf`. */
  ties: ColumnType<readonly string[], readonly string[] | undefined, readonly string[]>;
  by_hand: ColumnType<HandLink | null, string | undefined, string | null>;
  reason: ColumnType<LinkReasonStored, string | undefined, string>;
  /** False until the record was compared with others under the present mapping. */
  identified: Generated<boolean>;
}

/**
 * The other direction of `links.ties`. An index of the arrays would not be used: under row-level security only operators that leak
 * nothing may search one, and those of arrays are none. https://www.postgresql.org/docs/18/ddl-rowsecurity.html
 */
export interface LinkTieTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  tied_to: string;
}

/** Something that happened to a lead beside its evaluations. */
export interface LeadEventTable {
  id: Generated<string>;
  workspace_id: string;
  lead_id: string;
  /** See `score_history`. */
  origin_lead: string;
  at: number;
  kind: LeadEvent['kind'];
  detail: Json<LeadEvent>;
}

/** A stage that the CRM says a record had before us or beside us. */
export interface PastStageTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  field: string;
  at: number;
  stage: Stage;
  /** The CRM's own word. */
  word: string;
}

/** A value that a person set for a field of a lead. */
export interface ManualValueTable {
  workspace_id: string;
  lead_id: string;
  path: string;
  value: Json<string | number | boolean | null | readonly string[]>;
  reason: string;
  by: string;
  at: number;
  until: number | null;
}

/** What a connection last said of its CRM. */
export interface DescriptionTable {
  workspace_id: string;
  connection_id: string;
  /** Grows with every change. */
  version: number;
  document: Json<Description>;
}
