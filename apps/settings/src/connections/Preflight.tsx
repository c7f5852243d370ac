import { Alert, Badge, Button, Modal, Stack, Table, Text } from '@mantine/core';
import type { Connection } from '@tamis/api';
import { useChange, useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useWords } from '../words/words.ts';
import { connectionWords } from './words.ts';

const COLORS = { ok: 'green', missing: 'yellow', failed: 'red' } as const;

interface PreflightProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** What the connection needs, whether it is there, and what to do where it is not. */
export function Preflight({ connection, onClose }: PreflightProps) {
  const say = useWords(connectionWords);
  const mayCreate = useMay('admin');
  const params = { connectionId: connection.id };
  const read = useRead('readPreflight', { params });
  const create = useChange('createFields', ['readPreflight', 'listFields']);
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={say('preflight.title', { account: connection.account.name })}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <Loaded read={read}>
        {({ body: { checks, ok } }) => (
          <Stack>
            {ok && checks.every(({ state }) => state === 'ok') && (
              <Alert color="green" variant="light" role="status">
                {say('preflight.ok')}
              </Alert>
            )}
            {create.isError && <ErrorState failure={create.error} />}
            {create.isSuccess && (
              <Text role="status">
                {say('preflight.created', { fields: create.data.body.created.join(', ') })}
              </Text>
            )}
            {mayCreate && checks.some(({ creatable }) => creatable) && (
              <Button loading={create.isPending} onClick={() => create.mutate({ params })}>
                {say('preflight.create')}
              </Button>
            )}
            <Table.ScrollContainer minWidth={280}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{say('preflight.subject')}</Table.Th>
                    <Table.Th>{say('preflight.state')}</Table.Th>
                    <Table.Th>{say('preflight.fix')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {checks.map(({ check, subject, state, message, fix }) => (
                    <Table.Tr key={`${check} ${subject}`}>
                      <Table.Td>{subject}</Table.Td>
                      <Table.Td>
                        <Badge color={COLORS[state]}>{say(`preflight.state.${state}`)}</Badge>
                      </Table.Td>
                      <Table.Td>{state === 'ok' ? '' : `${message} ${fix ?? ''}`}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Stack>
        )}
      </Loaded>
    </Modal>
  );
}
