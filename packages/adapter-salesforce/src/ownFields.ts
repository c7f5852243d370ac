import type { FieldSpec, FieldType } from '@tamis/adapter';

/** The objects that are scored: each carries the product's own fields, so that a score goes on when a lead is converted. */
const SCORED = ['Contact', 'Lead'];

/** The product's own fields. Their names never change: people build list views, reports and flows on them. */
export const OWN_FIELDS: readonly FieldSpec[] = SCORED.flatMap((object) => [
  own(object, 'Score', 'number', 'How promising the lead is: points of fit and engagement together.'),
  own(object, 'Fit', 'number', 'Points for who the lead is: company, role, country.'),
  own(object, 'Engagement', 'number', 'Points for what the lead did, fading with time.'),
  own(object, 'Grade', 'text', 'Fit from A to D and engagement from 1 to 4, for instance A1.'),
  {
    ...own(object, 'Stage', 'enumeration', 'Where the lead stands in qualification.'),
    options: options({
      raw: 'Raw',
      mql: 'Marketing qualified (MQL)',
      pql: 'Product qualified (PQL)',
      sql: 'Sales qualified (SQL)',
      opportunity: 'Opportunity',
      customer: 'Customer',
      recycled: 'Recycled',
      disqualified: 'Disqualified',
    }),
  },
  own(object, 'Reason', 'text', 'Why the lead stands where it stands.'),
  own(object, 'Next_Action', 'text', 'What to do next with this lead.'),
  own(object, 'Model_Version', 'text', 'The version of the scoring model that decided.'),
  own(object, 'Scored_At', 'datetime', 'When the score was last written.'),
  {
    ...own(object, 'Sales_Status', 'enumeration', 'Your answer to the hand-over of this lead.'),
    options: options({ accepted: 'Accepted', rejected: 'Rejected' }),
  },
  own(
    object,
    'Rejection_Reason',
    'text',
    'Why you rejected this lead; it goes back to marketing with this reason.',
  ),
]);

function own(object: string, part: string, type: FieldType, description: string): FieldSpec {
  const label = `Tamis ${part.replaceAll('_', ' ').toLowerCase()}`;
  return { object, name: `Tamis_${part}__c`, label, description, type };
}

function options(labels: Readonly<Record<string, string>>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
