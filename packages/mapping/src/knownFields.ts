import type { FieldDescription } from '@tamis/adapter';

/** What a connection's CRM says about its fields. An object without any description counts as "not described". */
export interface KnownFields {
  /** The field, `undefined` where it is not described. */
  find(object: string, field: string): FieldDescription | undefined;
  describes(object: string): boolean;
  names(object: string): readonly string[];
}

/** Indexes descriptions by object and name. */
export function knownFields(descriptions: readonly FieldDescription[]): KnownFields {
  const byObject = new Map<string, Map<string, FieldDescription>>();
  for (const description of descriptions) {
    const fields = byObject.get(description.object) ?? new Map<string, FieldDescription>();
    byObject.set(description.object, fields.set(description.name, description));
  }
  return {
    find: (object, field) => byObject.get(object)?.get(field),
    describes: (object) => byObject.has(object),
    names: (object) => [...(byObject.get(object)?.keys() ?? [])],
  };
}
