import type { Json } from './columns.ts';

/** A task for the owner of a lead that became SQL: an intent first, then what the CRM made of it. `key` is its external key. */
export interface HandOverTable {
  workspace_id: string;
  lead_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  key: string;
  stage_since: number;
  task: Json<unknown>;
  state: 'intended' | 'created' | 'refused';
  task_id: string | null;
  message: string | null;
  intended_at: number;
  settled_at: number | null;
}

/** Weeks (ISO, `2026-W47`) whose digest was claimed by a process, and when it was sent. */
export interface DigestTable {
  workspace_id: string;
  week: string;
  sent_at: number | null;
}
