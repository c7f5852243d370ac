import type { FieldSpec, FieldType } from '@tamis/adapter';

type OwnField = Omit<FieldSpec, 'object'>;

const OWN: readonly OwnField[] = [
  own('Score', 'number', {
    description: 'How promising the lead is: points of fit and engagement together.',
  }),
  own('Fit', 'number', { description: 'Points for who the lead is: company, role, country.' }),
  own('Engagement', 'number', { description: 'Points for what the lead did, fading with time.' }),
  own('Grade', 'text', { description: 'Fit from A to D and engagement from 1 to 4, for instance A1.' }),
  own('Stage', 'enumeration', {
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
  own('Reason', 'text', { description: 'Why the lead stands where it stands.' }),
  own('Next_Action', 'text', { description: 'What to do next with this lead.' }),
  own('Model_Version', 'text', { description: 'The version of the scoring model that decided.' }),
  own('Scored_At', 'datetime', { description: 'When the score was last written.' }),
  own('Sales_Status', 'enumeration', {
    description: 'Your answer to the hand-over of this lead.',
    options: { accepted: 'Accepted', rejected: 'Rejected' },
  }),
  own('Rejection_Reason', 'text', {
    description: 'Why you rejected this lead; it goes back to marketing with this reason.',
  }),
];

/**
 * The product's own fields, on both objects that are scored, so that a score goes on when a lead is converted. Their names never change: people build list
 * views, reports and flows on them.
 */
export const OWN_FIELDS: readonly FieldSpec[] = ['Contact', 'Lead'].flatMap((object) =>
  OWN.map((field) => ({ object, ...field })),
);

function own(
  part: string,
  type: FieldType,
  { description, options }: { description: string; options?: Readonly<Record<string, string>> },
): OwnField {
  const label = `Tamis ${part.replaceAll('_', ' ').toLowerCase()}`;
  const base = { name: `Tamis_${part}__c`, label, description, type };
  if (options === undefined) return base;
  return { ...base, options: Object.entries(options).map(([value, text]) => ({ value, label: text })) };
}
