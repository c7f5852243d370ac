import { addInvitation, type Invitation } from '../store/invitations.ts';
import type { Queries } from '../store/schema.ts';
import { anyUser } from '../store/users.ts';
import { hashOf, newSecret } from './secret.ts';

const INVITATION_MS = 7 * 24 * 3_600_000;

/** Where links lead, and what time it is. */
export interface LinkPorts {
  readonly publicUrl: string;
  readonly now: () => number;
}

/** Makes a link with which one person sets a password. The secret stands behind `#`, so that no server log ever holds it. */
export async function invite(
  owner: Queries,
  invitation: Invitation,
  { publicUrl, now }: LinkPorts,
): Promise<string> {
  const secret = newSecret();
  await addInvitation(owner, { ...invitation, hash: hashOf(secret), expiresAt: now() + INVITATION_MS });
  return `${publicUrl}/set-up#${secret}`;
}

/** The link of the first person, an administrator, while nobody can sign in yet; `null` afterwards. Each start makes a new one. */
export async function setUpLink(
  owner: Queries,
  workspaceId: string,
  ports: LinkPorts,
): Promise<string | null> {
  if (await anyUser(owner)) return null;
  return invite(owner, { workspaceId, email: null, role: 'admin' }, ports);
}
