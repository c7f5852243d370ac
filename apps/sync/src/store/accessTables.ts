import type { Language } from '@tamis/core';
import type { Generated } from 'kysely';
import type { CreatedAt } from './columns.ts';

/** A consent under way: single-use, bound to the session that began it. */
export interface OAuthStateTable {
  state_hash: Buffer;
  workspace_id: string;
  session_hash: Buffer;
  vendor: string;
  sealed_verifier: Buffer;
  expires_at: number;
}

export type Role = 'admin' | 'editor' | 'viewer';

export interface UserTable {
  id: Generated<string>;
  workspace_id: string;
  email: string;
  password_hash: string;
  role: Role;
  language: Language;
  created_at: CreatedAt;
}

export interface SessionTable {
  token_hash: Buffer;
  workspace_id: string;
  user_id: string;
  csrf: string;
  expires_at: number;
}

/** A link with which one person sets a password: the first-run set-up, or an invitation. */
export interface InvitationTable {
  token_hash: Buffer;
  workspace_id: string;
  email: string | null;
  role: Role;
  expires_at: number;
}
