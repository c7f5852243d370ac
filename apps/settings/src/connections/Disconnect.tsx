import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import type { Answer, Connection, routes } from '@tamis/api';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { useChange, useRead } from '../api/queries.ts';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { connectionWords } from './words.ts';

/** What is left of a connection that was forgotten. */
export interface Farewell {
  readonly account: string;
  readonly vendorLabel: string;
  readonly access: Answer<(typeof routes)['disconnect']>['access'];
}

interface DisconnectProps {
  readonly connection: Connection;
  readonly onClose: () => void;
  /** Called once it is forgotten. */
  readonly onDone: (farewell: Farewell) => void;
}

/** What would be lost, in numbers, before it is. */
export function Disconnect({ connection, onClose, onDone }: DisconnectProps) {
  const say = useWords(connectionWords);
  const format = useFormat();
  const [sure, setSure] = useState(false);
  const params = { connectionId: connection.id };
  const read = useRead('readDisconnection', { params });
  const disconnect = useChange('disconnect', ['listConnections', 'listLeads', 'listRuns']);
  const go = async () => {
    const { etag } = await call('readConnection', { params });
    const { body } = await disconnect.mutateAsync({ params, ifMatch: etag });
    const { account, vendorLabel } = connection;
    onClose();
    onDone({ account: account.name, vendorLabel, access: body.access });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('disconnect.title', { account: connection.account.name })}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <Loaded read={read}>
        {({ body }) => (
          <Stack>
            <Text>
              {say('disconnect.what', {
                leads: format.number(body.leads),
                history: format.number(body.history),
                records: format.number(body.records),
                runs: format.number(body.runs),
                versions: format.number(body.mappingVersions),
                written: format.number(body.written),
              })}
            </Text>
            <Checkbox
              label={say('disconnect.sure')}
              checked={sure}
              onChange={({ currentTarget: { checked } }) => setSure(checked)}
            />
            {disconnect.isError && <ErrorState failure={disconnect.error} />}
            <Group>
              <Button
                color="red"
                disabled={!sure}
                loading={disconnect.isPending}
                onClick={() => void go().catch(() => undefined)}
              >
                {say('connection.disconnect')}
              </Button>
              <Button variant="default" onClick={onClose}>
                {say('disconnect.cancel')}
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
    </Modal>
  );
}
