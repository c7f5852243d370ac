import { Alert, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import type { Run } from '@tamis/api';
import { useParams } from '@tanstack/react-router';
import { useRunLive } from '../api/followRun.ts';
import { useChange, useRead } from '../api/queries.ts';
import { PageTitle } from '../app/PageTitle.tsx';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { Problems } from './Problems.tsx';
import { RunProgress } from './RunProgress.tsx';
import { RUN_COLORS } from './Runs.tsx';
import { runWords } from './words.ts';

/** One run: live while it goes on, with its counts, its problems and their fixes. */
export function RunPage() {
  const say = useWords(runWords);
  const { runId = '' } = useParams({ strict: false });
  const read = useRead('readRun', { params: { runId } });
  const live = useRunLive(runId);
  return (
    <Stack>
      <PageTitle title={say('run.title', { id: runId })} />
      <Loaded read={read}>{({ body }) => <Detail run={live ?? body} />}</Loaded>
    </Stack>
  );
}

function Detail({ run }: { readonly run: Run }) {
  const say = useWords(runWords);
  const format = useFormat();
  const { status, trigger, connection, startedAt, message, dryRun, completeTo } = run;
  return (
    <>
      <Group>
        <Badge color={RUN_COLORS[status]} tt="none">
          {say(`run.status.${status}`)}
        </Badge>
        <Text>
          {connection.accountName} · {say(`run.trigger.${trigger}`)} · {format.dateTime(startedAt)}
        </Text>
        <Cancel run={run} />
      </Group>
      {message !== null && (
        <Alert color={RUN_COLORS[status]} variant="light">
          {message}
        </Alert>
      )}
      {dryRun && <Text>{say('run.observes')}</Text>}
      {completeTo !== null && <Text>{say('run.completeTo', { at: format.dateTime(completeTo) })}</Text>}
      <RunProgress runId={run.id} />
      <Counts run={run} />
      <Problems runId={run.id} count={run.problems} />
    </>
  );
}

function Cancel({ run: { id, status, cancelAsked } }: { readonly run: Run }) {
  const say = useWords(runWords);
  const may = useMay('editor');
  const cancel = useChange('cancelRun', ['readRun', 'listRuns']);
  if (status !== 'running' || !may) return null;
  if (cancelAsked) return <Text role="status">{say('run.cancelAsked')}</Text>;
  return (
    <>
      {cancel.isError && <ErrorState failure={cancel.error} />}
      <Button
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ params: { runId: id } })}
      >
        {say('run.cancel')}
      </Button>
    </>
  );
}

function Counts({ run: { counts, calls, budgetUnit } }: { readonly run: Run }) {
  const say = useWords(runWords);
  const format = useFormat();
  const figures = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, format.number(count)]),
  );
  const sent = calls === null ? 0 : calls.calls + calls.associationCalls + calls.activityCalls;
  return (
    <section aria-label={say('run.reconcile')}>
      <Title order={2} size="h4">
        {say('run.reconcile')}
      </Title>
      <Text>{say('run.pulled', figures)}</Text>
      <Text>{say('run.planned', figures)}</Text>
      <Text>{say('run.evaluated', figures)}</Text>
      {counts.handedOver > 0 && <Text>{say('run.handedOver', figures)}</Text>}
      <Text>
        {say('run.calls', { calls: format.number(sent), refused: format.number(calls?.rateLimited ?? 0) })}
      </Text>
      {calls !== null && budgetUnit === 'token' && (
        <Text>{say('run.tokens', { used: format.number(calls.budgetUsed) })}</Text>
      )}
    </section>
  );
}
