import { isoInstant } from '../time.ts';
import type { PropertyDefinition } from './definition.ts';

/** A property as the API gives it. */
export function presentProperty(property: PropertyDefinition): object {
  const { readOnlyValue, createdAt, updatedAt, ...fields } = property;
  return {
    ...fields,
    archived: false,
    createdAt: isoInstant(createdAt),
    updatedAt: isoInstant(updatedAt),
    modificationMetadata: {
      archivable: !property.hubspotDefined,
      readOnlyDefinition: property.hubspotDefined,
      readOnlyOptions: property.hubspotDefined && property.externalOptions,
      readOnlyValue,
    },
  };
}
