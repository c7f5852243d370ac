import { type FieldSpec, ownParts } from '@tamis/adapter';

/**
 * The product's own fields of people and of leads. These names are ours: Pipedrive makes up a key for each field and a number for
 * each option, which the connection keeps (see `describe/names.ts`). Its fields hold days, not instants: `scored_at` is a date.
 */
export const OWN_FIELDS: readonly FieldSpec[] = ['persons', 'leads'].flatMap((object) =>
  ownParts.map(({ part, type, ...field }) => ({
    object,
    name: `tamis_${part}`,
    type: type === 'datetime' ? 'date' : type,
    ...field,
  })),
);
