import { i18n } from '@lingui/core';
import type { Session } from '@tamis/api';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { rememberCsrf } from '../api/call.ts';

type SignedIn = Extract<Session, { state: 'signed-in' }>;

const SessionContext = createContext<SignedIn | null>(null);

const RANK = { viewer: 1, editor: 2, admin: 3 } as const;

/** Gives the signed-in person to the pages below. */
export function SessionProvider({
  session,
  children,
}: {
  readonly session: SignedIn;
  readonly children: ReactNode;
}) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The signed-in person. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('This page is shown to signed-in people alone.');
  return session;
}

/** Whether the signed-in person may do what a role may. */
export function useMay(role: keyof typeof RANK): boolean {
  return RANK[useSession().user.role] >= RANK[role];
}

/** Takes up a session that began. */
export function useBegin(): (session: Session) => void {
  const client = useQueryClient();
  return (session) => {
    takeUp(session);
    client.setQueryData(['readSession', {}], { body: session, etag: '' });
  };
}

/** Token and language of a session. */
export function takeUp(session: Session): void {
  if (session.state !== 'signed-in') return;
  rememberCsrf(session.csrf);
  speak(session.user.language);
}

/** Changes the language of the page. */
export function speak(language: 'fr' | 'en'): void {
  if (i18n.locale !== language) i18n.activate(language);
  document.documentElement.lang = language;
}
