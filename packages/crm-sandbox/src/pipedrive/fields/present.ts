import type { Json } from '../records/record.ts';
import type { FieldDefinition } from './definition.ts';

/** A field as v2 gives it: https://developers.pipedrive.com/docs/api/v1/PersonFields#getPersonFields */
export function presentField(field: FieldDefinition): Json {
  return {
    field_name: field.name,
    field_code: field.code,
    field_type: field.type,
    is_custom_field: field.isCustom,
    is_optional_response_field: field.isOptional,
    options:
      field.options === null ? null : field.options.map(({ id, label }) => ({ id, label, color: null })),
    subfields: null,
  };
}
