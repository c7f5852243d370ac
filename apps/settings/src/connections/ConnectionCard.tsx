import { Badge, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import type { Connection } from '@tamis/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { RunProgress } from '../runs/RunProgress.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { Disconnect, type Farewell } from './Disconnect.tsx';
import { Preflight } from './Preflight.tsx';
import { ScheduleForm } from './ScheduleForm.tsx';
import { connectionWords } from './words.ts';

const COLORS = { map: 'yellow', observe: 'blue', approved: 'green', reconnect: 'red' } as const;

/** One connection: its health, and what can be done with it. */
export function ConnectionCard({
  connection,
  onDisconnected,
}: {
  readonly connection: Connection;
  readonly onDisconnected: (farewell: Farewell) => void;
}) {
  const say = useWords(connectionWords);
  const [open, setOpen] = useState<'preflight' | 'disconnect' | null>(null);
  const { state, account, paused, lastRun, vendorLabel } = connection;
  return (
    <Paper withBorder p="md" component="section" aria-label={account.name}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {account.name}
          </Title>
          <Text size="sm">{vendorLabel}</Text>
        </Group>
        <Group>
          <Badge
            color={COLORS[state]}
            tt="none"
            size="lg"
            h="auto"
            styles={{ label: { whiteSpace: 'normal' } }}
          >
            {say(`connection.state.${state}`)}
          </Badge>
          {paused && <Badge color="gray">{say('connection.paused')}</Badge>}
        </Group>
        {lastRun?.status === 'running' && <RunProgress runId={lastRun.id} />}
        <Figures connection={connection} />
        <NextStep connection={connection} />
        <Actions connection={connection} onOpen={setOpen} />
        <ScheduleForm connection={connection} />
      </Stack>
      {open === 'preflight' && <Preflight connection={connection} onClose={() => setOpen(null)} />}
      {open === 'disconnect' && (
        <Disconnect connection={connection} onClose={() => setOpen(null)} onDone={onDisconnected} />
      )}
    </Paper>
  );
}

function Figures({ connection }: { readonly connection: Connection }) {
  const say = useWords(connectionWords);
  const format = useFormat();
  const { lastRun, nextRunAt, quota, records } = connection;
  return (
    <Stack gap={4}>
      <Text>
        {say('connection.lastRun')}:{' '}
        {lastRun === null ? say('connection.never') : format.dateTime(lastRun.startedAt)}
        {lastRun !== null && ` (${say('connection.problems', { count: lastRun.problems })})`}
      </Text>
      {lastRun?.completeTo && (
        <Text>{say('connection.completeTo', { at: format.dateTime(lastRun.completeTo) })}</Text>
      )}
      <Text>
        {say('connection.nextRun')}:{' '}
        {nextRunAt === null ? say('connection.none') : format.dateTime(nextRunAt)}
      </Text>
      <Text>{say('connection.leads', { count: records.leads })}</Text>
      <Quota quota={quota} />
    </Stack>
  );
}

/** Our use of the day, and that of the whole account where the CRM tells it. */
function Quota({ quota: { account, used, budget, unit } }: Pick<Connection, 'quota'>) {
  const say = useWords(connectionWords);
  const format = useFormat();
  const ours = say('connection.quota', { used: format.number(used), budget: format.number(budget), unit });
  return (
    <>
      <Text size="sm">{ours}</Text>
      <Progress value={(100 * used) / budget} aria-label={ours} />
      {account !== null && (
        <Text size="sm">
          {say('connection.account', {
            unit,
            used: format.number(account.used),
            limit: format.number(account.limit),
            at: format.dateTime(account.at),
          })}
        </Text>
      )}
    </>
  );
}

/** What this connection waits for a person to do. */
function NextStep({ connection: { id, state } }: { readonly connection: Connection }) {
  const say = useWords(connectionWords);
  if (state === 'map')
    return (
      <Button
        renderRoot={(props) => <Link to="/mapping/$connectionId" params={{ connectionId: id }} {...props} />}
      >
        {say('connection.map')}
      </Button>
    );
  if (state !== 'observe') return null;
  return (
    <Button
      renderRoot={(props) => (
        <Link to="/connections/$connectionId/proposal" params={{ connectionId: id }} {...props} />
      )}
    >
      {say('connection.review')}
    </Button>
  );
}

function Actions({
  connection,
  onOpen,
}: {
  readonly connection: Connection;
  readonly onOpen: (what: 'preflight' | 'disconnect') => void;
}) {
  const say = useWords(connectionWords);
  const [mayEdit, mayConnect] = [useMay('editor'), useMay('admin')];
  const start = useChange('startRun', ['listConnections', 'listRuns']);
  const params = { connectionId: connection.id };
  if (!mayEdit) return null;
  return (
    <>
      {start.isError && <ErrorState failure={start.error} />}
      {start.isSuccess && <Text role="status">{say('connection.queued')}</Text>}
      <Group gap="xs">
        <Button
          variant="default"
          disabled={connection.state === 'map' || connection.state === 'reconnect'}
          loading={start.isPending}
          onClick={() => start.mutate({ params })}
        >
          {say('connection.runNow')}
        </Button>
        <Button variant="default" onClick={() => onOpen('preflight')}>
          {say('connection.preflight')}
        </Button>
        {mayConnect && (
          <Button variant="default" onClick={() => onOpen('disconnect')}>
            {say('connection.disconnect')}
          </Button>
        )}
      </Group>
    </>
  );
}
