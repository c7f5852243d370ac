import type { FieldDescription, MappingDocument, ObjectCapability } from '@tamis/adapter';
import { MappingInvalid, type MappingIssue } from '../mappingInvalid.ts';
import { parseMapping } from '../parse.ts';

/** Every fault of a mapping that is being edited; none where it could be published. */
export function inspectMapping(
  document: MappingDocument,
  known: readonly FieldDescription[],
  objects?: readonly ObjectCapability[],
): readonly MappingIssue[] {
  try {
    parseMapping(document, known, objects);
    return [];
  } catch (error) {
    if (error instanceof MappingInvalid) return error.issues;
    throw error;
  }
}
