import type { Session } from '@tamis/api';
import { Navigate } from '@tanstack/react-router';
import { useLayoutEffect } from 'react';
import { useRead } from '../api/queries.ts';
import { Loaded } from '../states/Loaded.tsx';
import { Layout } from './Layout.tsx';
import { SessionProvider, takeUp } from './session.tsx';

/** Shows the pages to signed-in people, and the others the way in. */
export function SignedIn() {
  const read = useRead('readSession', {});
  return <Loaded read={read}>{({ body }) => <Inside session={body} />}</Loaded>;
}

function Inside({ session }: { readonly session: Session }) {
  useLayoutEffect(() => takeUp(session), [session]);
  if (session.state === 'set-up') return <Navigate to="/set-up" />;
  if (session.state === 'signed-out') return <Navigate to="/sign-in" />;
  return (
    <SessionProvider session={session}>
      <Layout />
    </SessionProvider>
  );
}
