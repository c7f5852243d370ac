import type { User as ApiUser, Session } from '@tamis/api';
import { invite } from '../access/invite.ts';
import { hashPassword, isPassword } from '../access/password.ts';
import { hashOf, newSecret } from '../access/secret.ts';
import { closeSession, openSession, useSession } from '../access/sessions.ts';
import { type Invitation, invitationByHash, takeInvitation } from '../store/invitations.ts';
import type { StoredSession } from '../store/sessions.ts';
import { addUser, anyUser, setUserLanguage, type User, userByEmail, usersOf } from '../store/users.ts';
import { nameWorkspace, type Workspace, workspaceOf } from '../store/workspaces.ts';
import type { Handlers, PublicContext, Reply } from './handler.ts';
import { ProblemError } from './problemError.ts';

type AccessRoute =
  | 'readSession'
  | 'readInvitation'
  | 'acceptInvitation'
  | 'signIn'
  | 'signOut'
  | 'changeMe'
  | 'listUsers'
  | 'invite';

/** A hash that no password has: signing in as nobody takes as long as signing in as somebody. */
const nobody = hashPassword(newSecret());

/** Sessions, the set-up link, and people. */
export const accessHandlers: Handlers<AccessRoute> = {
  async readSession(_, { store, sessionSecret, now }) {
    const session = await useSession(store.owner, sessionSecret, now());
    if (session !== null)
      return { body: sessionBody(session, await workspaceOf(store.owner, session.user.workspaceId)) };
    return { body: { state: (await anyUser(store.owner)) ? 'signed-out' : 'set-up' } };
  },

  async readInvitation({ body }, context) {
    const { email, role } = await invitationOf(body.token, context);
    return { body: { first: email === null, email, role } };
  },

  async acceptInvitation({ body }, context) {
    const { store } = context;
    const invitation = await invitationOf(body.token, context);
    const passwordHash = await hashPassword(body.password);
    const user = await store.owner.transaction().execute(async (owner) => {
      if (!(await takeInvitation(owner, hashOf(body.token)))) throw usedUp();
      const workspace = await workspaceOf(owner, invitation.workspaceId);
      if (invitation.email === null)
        await nameWorkspace(owner, {
          id: workspace.id,
          name: body.workspaceName ?? workspace.name,
          language: body.language,
        });
      const email = invitation.email ?? body.email;
      const added = await addUser(owner, { ...invitation, email, language: body.language, passwordHash });
      if (added === null)
        throw new ProblemError('conflict', `${email} has an account already. Sign in with it.`);
      return added;
    });
    return begin(user, context);
  },

  async signIn({ body }, context) {
    const user = await userByEmail(context.store.owner, body.email);
    const right = await isPassword(body.password, user?.passwordHash ?? (await nobody));
    if (user === null || !right)
      throw new ProblemError('invalid', 'This e-mail address and this password do not belong together.', {
        code: 'credentials',
      });
    return begin(user, context);
  },

  async signOut(_, { store, sessionSecret, now }) {
    if (sessionSecret !== undefined) await closeSession(store.owner, sessionSecret, now());
    return { body: undefined, session: null };
  },

  async changeMe({ body }, { store, caller }) {
    await setUserLanguage(store.owner, caller, body.language);
    return { body: userBody({ ...caller, language: body.language }) };
  },

  async listUsers(_, { store, service }) {
    const users = await usersOf(store.owner, service.workspace.id);
    return { body: { items: users.map(userBody) } };
  },

  async invite({ body }, { store, service, publicUrl, now }) {
    const invitation = { workspaceId: service.workspace.id, email: body.email, role: body.role };
    return { body: { url: await invite(store.owner, invitation, { publicUrl, now }) } };
  },
};

async function invitationOf(token: string, { store, now }: PublicContext): Promise<Invitation> {
  const invitation = await invitationByHash(store.owner, hashOf(token), now());
  if (invitation === null) throw usedUp();
  return invitation;
}

function usedUp(): ProblemError {
  return new ProblemError(
    'not-found',
    'This link has been used, or is too old. Ask for a new one; the first one is printed when the service starts.',
    { code: 'link' },
  );
}

/** A new session at every sign-in: one that was planted before is worth nothing after. */
async function begin(user: User, { store, sessionSecret, now }: PublicContext): Promise<Reply<Session>> {
  if (sessionSecret !== undefined) await closeSession(store.owner, sessionSecret, now());
  const { secret, session } = await openSession(store.owner, user, now());
  const workspace = await workspaceOf(store.owner, user.workspaceId);
  return { body: sessionBody(session, workspace), session: secret };
}

function sessionBody({ user, csrf }: StoredSession, workspace: Workspace): Session {
  return { state: 'signed-in', user: userBody(user), workspace, csrf };
}

function userBody({ id, email, role, language }: User): ApiUser {
  return { id, email, role, language };
}
