import type { FieldType } from './fields.ts';

/** One of the product's own fields, before a CRM gives it a name and an object. */
export interface OwnPart {
  /** For instance `next_action`. */
  readonly part: string;
  readonly label: string;
  readonly type: FieldType;
  readonly description: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** What the product writes to a lead, and the two fields in which sales answers. The same in every CRM: people build lists and workflows on them. */
export const ownParts: readonly OwnPart[] = [
  part('score', 'number', 'How promising the lead is: points of fit and engagement together.'),
  part('fit', 'number', 'Points for who the lead is: company, role, country.'),
  part('engagement', 'number', 'Points for what the lead did, fading with time.'),
  part('grade', 'text', 'Fit from A to D and engagement from 1 to 4, for instance A1.'),
  choice('stage', 'Where the lead stands in qualification.', {
    raw: 'Raw',
    mql: 'Marketing qualified (MQL)',
    pql: 'Product qualified (PQL)',
    sql: 'Sales qualified (SQL)',
    opportunity: 'Opportunity',
    customer: 'Customer',
    recycled: 'Recycled',
    disqualified: 'Disqualified',
  }),
  part('reason', 'text', 'Why the lead stands where it stands.'),
  part('next_action', 'text', 'What to do next with this lead.'),
  part('model_version', 'text', 'The version of the scoring model that decided.'),
  part('scored_at', 'datetime', 'When the score was last written.'),
  choice('sales_status', 'Your answer to the hand-over of this lead.', {
    accepted: 'Accepted',
    rejected: 'Rejected',
  }),
  part('rejection_reason', 'text', 'Why you rejected this lead; it goes back to marketing with this reason.'),
];

function part(name: string, type: FieldType, description: string): OwnPart {
  return { part: name, label: `Tamis ${name.replaceAll('_', ' ')}`, type, description };
}

function choice(name: string, description: string, labels: Readonly<Record<string, string>>): OwnPart {
  const options = Object.entries(labels).map(([value, label]) => ({ value, label }));
  return { ...part(name, 'enumeration', description), options };
}
