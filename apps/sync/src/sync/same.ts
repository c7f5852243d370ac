import type { FieldDescription } from '@tamis/adapter';
import { sameValue } from '@tamis/mapping';
import type { Same } from './classify.ts';

/** Compares values of an object's fields as the CRM's own field types do. */
export function sameIn(
  context: { readonly fields: ReadonlyMap<string, FieldDescription> },
  object: string,
): Same {
  return (field, a, b) =>
    sameValue(context.fields.get(`${object}/${field}`)?.type ?? 'text', a ?? null, b ?? null);
}
