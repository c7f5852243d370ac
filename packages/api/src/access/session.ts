import { z } from 'zod';
import { defineRoutes } from '../route.ts';

const email = z.email().max(254);
const password = z.string().min(12).max(200);
const language = z.enum(['fr', 'en']);
const role = z.enum(['admin', 'editor', 'viewer']);
/** The secret of a set-up or invitation link. */
const token = z.string().min(20).max(200);

export const userSchema = z.object({ id: z.string(), email: z.string(), role, language });
export type User = z.infer<typeof userSchema>;

/** Where the person stands: nobody set it up yet, signed out, or signed in. */
export const sessionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('set-up') }),
  z.object({ state: z.literal('signed-out') }),
  z.object({
    state: z.literal('signed-in'),
    user: userSchema,
    workspace: z.object({ id: z.string(), name: z.string(), language }),
    /** To be sent as `X-CSRF-Token` with everything that changes something. */
    csrf: z.string(),
  }),
]);
export type Session = z.infer<typeof sessionSchema>;

export const accessRoutes = defineRoutes({
  readSession: {
    method: 'GET',
    path: '/api/session',
    access: 'public',
    summary: 'Who is signed in, and the CSRF token.',
    response: sessionSchema,
  },
  readInvitation: {
    method: 'POST',
    path: '/api/invitation',
    access: 'public',
    summary: 'What a set-up or invitation link is good for.',
    body: z.object({ token }),
    response: z.object({ first: z.boolean(), email: z.string().nullable(), role }),
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/invitation/acceptance',
    access: 'public',
    summary: 'Sets the password of a new person and signs in; the first one also names the workspace.',
    body: z.object({
      token,
      email,
      password,
      language,
      workspaceName: z.string().trim().min(1).max(80).optional(),
    }),
    response: sessionSchema,
  },
  signIn: {
    method: 'POST',
    path: '/api/session',
    access: 'public',
    summary: 'Signs in with e-mail and password; limited per address and account.',
    body: z.object({ email, password: z.string().min(1).max(200) }),
    response: sessionSchema,
  },
  signOut: { method: 'DELETE', path: '/api/session', access: 'viewer', summary: 'Ends the session.' },
  changeMe: {
    method: 'PATCH',
    path: '/api/me',
    access: 'viewer',
    summary: "Changes the signed-in person's language.",
    body: z.object({ language }),
    response: userSchema,
  },
  listUsers: {
    method: 'GET',
    path: '/api/users',
    access: 'admin',
    summary: 'The people of the workspace.',
    response: z.object({ items: z.array(userSchema) }),
  },
  invite: {
    method: 'POST',
    path: '/api/users',
    access: 'admin',
    summary: 'Makes a link with which one person joins.',
    body: z.object({ email, role }),
    response: z.object({ url: z.string() }),
  },
});
