import type { MappingDocument } from '@tamis/adapter';
import type { Json } from './columns.ts';

/** A mapping that a person published. */
export interface MappingVersionTable {
  workspace_id: string;
  connection_id: string;
  version: number;
  document: Json<MappingDocument>;
  published_at: number;
  published_by: string;
}

/** The mapping being edited. It may hold faults; `version` is its ETag. */
export interface MappingDraftTable {
  workspace_id: string;
  connection_id: string;
  version: number;
  document: Json<unknown>;
  saved_at: number;
  saved_by: string;
}

/** The scoring model being edited; `version` is its ETag. */
export interface ModelDraftTable {
  workspace_id: string;
  version: number;
  document: Json<unknown>;
  saved_at: number;
  saved_by: string;
}
