import type { FieldSpec, FieldType } from '@tamis/adapter';

/** One of the product's own fields, before it is told of which object. */
interface OwnField {
  readonly part: string;
  readonly type: FieldType;
  readonly description: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** Pipedrive's fields hold days, not instants: `scored_at` is a date. */
const PARTS: readonly OwnField[] = [
  {
    part: 'score',
    type: 'number',
    description: 'How promising the lead is: points of fit and engagement together.',
  },
  { part: 'fit', type: 'number', description: 'Points for who the lead is: company, role, country.' },
  { part: 'engagement', type: 'number', description: 'Points for what the lead did, fading with time.' },
  {
    part: 'grade',
    type: 'text',
    description: 'Fit from A to D and engagement from 1 to 4, for instance A1.',
  },
  {
    part: 'stage',
    type: 'enumeration',
    description: 'Where the lead stands in qualification.',
    options: {
      raw: 'Raw',
      mql: 'Marketing qualified (MQL)',
      pql: 'Product qualified (PQL)',
      sql: 'Sales qualified (SQL)',
      opportunity: 'Opportunity',
      customer: 'Customer',
      recycled: 'Recycled',
      disqualified: 'Disqualified',
    },
  },
  { part: 'reason', type: 'text', description: 'Why the lead stands where it stands.' },
  { part: 'next_action', type: 'text', description: 'What to do next with this lead.' },
  { part: 'model_version', type: 'text', description: 'The version of the scoring model that decided.' },
  { part: 'scored_at', type: 'date', description: 'When the score was last written.' },
  {
    part: 'sales_status',
    type: 'enumeration',
    description: 'Your answer to the hand-over of this lead.',
    options: { accepted: 'Accepted', rejected: 'Rejected' },
  },
  {
    part: 'rejection_reason',
    type: 'text',
    description: 'Why you rejected this lead; it goes back to marketing with this reason.',
  },
];

/**
 * The product's own fields of people and of leads. These names are ours: Pipedrive makes up a key for each field and a number for
 * each option, which the connection keeps (see `describe/names.ts`).
 */
export const OWN_FIELDS: readonly FieldSpec[] = ['persons', 'leads'].flatMap((object) =>
  PARTS.map((field) => toSpec(object, field)),
);

function toSpec(object: string, { part, type, description, options }: OwnField): FieldSpec {
  const label = `Tamis ${part.replaceAll('_', ' ')}`;
  const base = { object, name: `tamis_${part}`, label, description, type };
  if (options === undefined) return base;
  return { ...base, options: Object.entries(options).map(([value, text]) => ({ value, label: text })) };
}
