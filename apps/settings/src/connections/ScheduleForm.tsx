import { Button, Group, NumberInput, Stack, Switch } from '@mantine/core';
import type { Connection } from '@tamis/api';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { useChange } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { useWords } from '../words/words.ts';
import { connectionWords } from './words.ts';

const MOST_MINUTES = 1_440;
const DEFAULT_MINUTES = 15;

/** How often a connection runs, whether it pauses, and whether it hands leads over. */
export function ScheduleForm({ connection }: { readonly connection: Connection }) {
  const say = useWords(connectionWords);
  const mayEdit = useMay('editor');
  const { schedule, paused, handOverTasks } = connection;
  const [minutes, setMinutes] = useState(schedule.kind === 'every' ? schedule.minutes : DEFAULT_MINUTES);
  const change = useChange('changeConnection', ['listConnections']);
  const params = { connectionId: connection.id };
  if (!mayEdit) return null;
  const save = async (body: Parameters<typeof change.mutate>[0]['body']) => {
    const { etag } = await call('readConnection', { params });
    await change.mutateAsync({ params, body, ifMatch: etag });
  };
  const saveQuietly = (body: Parameters<typeof save>[0]) => void save(body).catch(() => undefined);
  return (
    <details>
      <summary>{say('connection.settings')}</summary>
      <Stack gap="xs" mt="xs">
        {change.isError && <ErrorState failure={change.error} />}
        <Group align="flex-end">
          <NumberInput
            label={say('connection.every')}
            min={1}
            max={MOST_MINUTES}
            allowDecimal={false}
            value={minutes}
            onChange={(value) => setMinutes(Number(value))}
          />
          <Button
            variant="default"
            disabled={minutes < 1}
            onClick={() => saveQuietly({ schedule: { kind: 'every', minutes } })}
          >
            {say('connection.save')}
          </Button>
          <Button variant="default" onClick={() => saveQuietly({ paused: !paused })}>
            {paused ? say('connection.resume') : say('connection.pause')}
          </Button>
        </Group>
        <Switch
          label={say('connection.tasks')}
          checked={handOverTasks}
          onChange={({ currentTarget: { checked } }) => saveQuietly({ handOverTasks: checked })}
        />
      </Stack>
    </details>
  );
}
