import { type FieldSpec, ownParts } from '@tamis/adapter';

/** The product's own fields, on both objects that are scored, so that a score goes on when a lead is converted. */
export const OWN_FIELDS: readonly FieldSpec[] = ['Contact', 'Lead'].flatMap((object) =>
  ownParts.map(({ part, ...field }) => ({ object, name: `Tamis_${capitalized(part)}__c`, ...field })),
);

/** `next_action` as Salesforce writes names: `Next_Action`. */
function capitalized(part: string): string {
  return part.replace(/(^|_)[a-z]/g, (letter) => letter.toUpperCase());
}
