import type { FieldSpec, FieldType } from '@tamis/adapter';

/** The product's own contact properties. Their names never change: people build lists and workflows on them. */
export const OWN_FIELDS: readonly FieldSpec[] = [
  own('score', 'number', {
    description: 'How promising the lead is: points of fit and engagement together.',
  }),
  own('fit', 'number', { description: 'Points for who the lead is: company, role, country.' }),
  own('engagement', 'number', { description: 'Points for what the lead did, fading with time.' }),
  own('grade', 'text', { description: 'Fit from A to D and engagement from 1 to 4, for instance A1.' }),
  own('stage', 'enumeration', {
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
  }),
  own('reason', 'text', { description: 'Why the lead stands where it stands.' }),
  own('next_action', 'text', { description: 'What to do next with this lead.' }),
  own('model_version', 'text', { description: 'The version of the scoring model that decided.' }),
  own('scored_at', 'datetime', { description: 'When the score was last written.' }),
  own('sales_status', 'enumeration', {
    description: 'Your answer to the hand-over of this lead.',
    options: {
      accepted: 'Accepted',
      rejected: 'Rejected',
    },
  }),
  own('rejection_reason', 'text', {
    description: 'Why you rejected this lead; it goes back to marketing with this reason.',
  }),
];

function own(
  part: string,
  type: FieldType,
  { description, options }: { description: string; options?: Readonly<Record<string, string>> },
): FieldSpec {
  const label = `Tamis ${part.replaceAll('_', ' ')}`;
  const base = { object: 'contacts', name: `tamis_${part}`, label, description, type };
  if (options === undefined) return base;
  return { ...base, options: Object.entries(options).map(([value, text]) => ({ value, label: text })) };
}
