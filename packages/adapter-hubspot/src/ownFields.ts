import { type FieldSpec, ownParts } from '@tamis/adapter';

/** The product's own contact properties. */
export const OWN_FIELDS: readonly FieldSpec[] = ownParts.map(({ part, ...field }) => ({
  object: 'contacts',
  name: `tamis_${part}`,
  ...field,
}));
