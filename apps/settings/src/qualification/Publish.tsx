import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Answer, routes } from '@tamis/api';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { useChange } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { qualificationWords } from './words.ts';

type Simulation = Answer<(typeof routes)['simulateModel']>;

interface PublishProps {
  readonly etag: string;
  readonly changes: readonly { readonly id: string; readonly value: number }[];
  readonly simulation: Simulation | null;
  readonly onReset: () => void;
}

/** How much was changed, the way back, and the way forward with what it will do. */
export function Publish({ etag, changes, simulation, onReset }: PublishProps) {
  const say = useWords(qualificationWords);
  const may = useMay('editor');
  const [open, setOpen] = useState(false);
  const publish = useChange('publishModel', ['readModel', 'listModelVersions', 'simulateModel']);
  const go = async () => {
    const body = { numbers: [...changes] };
    const saved = await call('saveModelDraft', { body, ifMatch: etag });
    await publish.mutateAsync({ ifMatch: saved.etag });
    setOpen(false);
  };
  const [failure, setFailure] = useState<unknown>(null);
  if (!may) return null;
  return (
    <>
      <Group>
        <Text>{say('qualification.changed', { count: changes.length })}</Text>
        <Button disabled={changes.length === 0} onClick={() => setOpen(true)}>
          {say('qualification.publish')}
        </Button>
        <Button variant="default" disabled={changes.length === 0} onClick={onReset}>
          {say('qualification.reset')}
        </Button>
      </Group>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={say('qualification.publish.title')}
        closeButtonProps={{ 'aria-label': say('qualification.close') }}
      >
        <Stack>
          {simulation !== null && <WhatHappens simulation={simulation} />}
          {failure !== null && <ErrorState failure={failure} />}
          <Group>
            <Button loading={publish.isPending} onClick={() => void go().catch(setFailure)}>
              {say('qualification.publish')}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {say('qualification.cancel')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function WhatHappens({ simulation }: { readonly simulation: Simulation }) {
  const say = useWords(qualificationWords);
  const format = useFormat();
  const moves = simulation.moves.reduce((sum, { leads }) => sum + leads, 0);
  return (
    <Text>
      {say('qualification.publish.what', {
        moves: format.number(moves),
        leads: format.number(simulation.leads),
      })}
    </Text>
  );
}
