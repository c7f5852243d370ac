import { Alert, SimpleGrid, Stack } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useRead } from '../api/queries.ts';
import { PageTitle } from '../app/PageTitle.tsx';
import { useMay } from '../app/session.tsx';
import { Empty } from '../states/Empty.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { NoPermission } from '../states/NoPermission.tsx';
import { useWords } from '../words/words.ts';
import { Connect } from './Connect.tsx';
import { ConnectionCard } from './ConnectionCard.tsx';
import type { Farewell } from './Disconnect.tsx';
import { connectionWords } from './words.ts';

const LOOK_EVERY_MS = 3_000;

/** The connected CRMs, and how to connect one. */
export function Connections() {
  const say = useWords(connectionWords);
  const read = useRead('listConnections', {}, { again: LOOK_EVERY_MS });
  const mayConnect = useMay('admin');
  const [farewell, setFarewell] = useState<Farewell | null>(null);
  return (
    <Stack>
      <PageTitle title={say('connections.title')} />
      <ConsentOutcome />
      {farewell !== null && <Disconnected farewell={farewell} />}
      {!mayConnect && <NoPermission />}
      <Loaded read={read}>
        {({ body: { items } }) => (
          <>
            {items.length === 0 && (
              <Empty title={say('connections.empty')} text={say('connections.empty.more')} />
            )}
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              {items.map((connection) => (
                <ConnectionCard key={connection.id} connection={connection} onDisconnected={setFarewell} />
              ))}
            </SimpleGrid>
            {mayConnect && <Connect first={items.length === 0} />}
          </>
        )}
      </Loaded>
    </Stack>
  );
}

/** Whether anything of the access is left in the CRM. */
function Disconnected({ farewell: { account, vendorLabel, access } }: { readonly farewell: Farewell }) {
  const say = useWords(connectionWords);
  return (
    <Alert color={access === 'given-back' ? 'green' : 'yellow'} variant="light" role="status">
      {say(`disconnect.${access}`, { account, crm: vendorLabel })}
    </Alert>
  );
}

/** How the consent ended that the person comes back from. */
function ConsentOutcome() {
  const say = useWords(connectionWords);
  const { connected, refused, failed, detail = '' } = useSearch({ from: '/signed-in/connections' });
  if (connected !== undefined)
    return (
      <Alert color="green" variant="light" role="status">
        {say('connections.connected')}
      </Alert>
    );
  if (refused === undefined && failed === undefined) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {failed === undefined
        ? say('connections.refused', { reason: refused ?? '' })
        : say(`connections.failed.${failed}`, { reason: detail })}
    </Alert>
  );
}
