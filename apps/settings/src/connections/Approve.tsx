import { Button, Group, Modal, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { useChange } from '../api/queries.ts';
import { ErrorState } from '../states/ErrorState.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { connectionWords, proposalWords } from './words.ts';

interface ApproveProps {
  readonly connectionId: string;
  readonly runId: string;
  readonly records: number;
  readonly onClose: () => void;
}

/** The last question before the first write. */
export function Approve({ connectionId, runId, records, onClose }: ApproveProps) {
  const say = useWords(proposalWords);
  const sayClose = useWords(connectionWords);
  const format = useFormat();
  const [handOverTasks, setTasks] = useState(true);
  const approve = useChange('approve', ['readConnection', 'listConnections', 'readProposal']);
  const params = { connectionId };
  const go = async () => {
    const { etag } = await call('readConnection', { params });
    await approve.mutateAsync({ params, body: { runId, handOverTasks }, ifMatch: etag });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('proposal.approve.title')}
      closeButtonProps={{ 'aria-label': sayClose('close') }}
    >
      <Stack>
        <Text>{say('proposal.approve.what', { records: format.number(records) })}</Text>
        <Switch
          label={say('proposal.tasks')}
          checked={handOverTasks}
          onChange={({ currentTarget: { checked } }) => setTasks(checked)}
        />
        {approve.isError && <ErrorState failure={approve.error} />}
        <Group>
          <Button loading={approve.isPending} onClick={() => void go().catch(() => undefined)}>
            {say('proposal.approve')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {say('proposal.cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
