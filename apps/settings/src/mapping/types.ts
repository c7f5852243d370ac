import type { Answer, routes } from '@tamis/api';

/** Published mapping and draft, as the service answers. */
export type MappingBody = Answer<(typeof routes)['readMapping']>;
/** A mapping document. */
export type Document = MappingBody['draft']['document'];
/** A row that maps one field. */
export type FieldRow = Document['fields'][number];
/** The fields of a CRM and of the lead. */
export type FieldLists = Answer<(typeof routes)['listFields']>;
