import { Anchor, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import type { Answer, routes } from '@tamis/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useChange, useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useWords } from '../words/words.ts';
import { runWords } from './words.ts';

type Cause = Answer<(typeof routes)['listProblemCauses']>['items'][number];

const FIXES = new Set(['row-paused', 'kept-by-crm', 'gone', 'outcome-unknown'] as const);
type Fix = typeof FIXES extends Set<infer F> ? F : never;

function hasFix(code: string): code is Fix {
  return FIXES.has(code as Fix);
}

/** Problems of a run by cause, each with the fix. */
export function Problems({ runId, count }: { readonly runId: string; readonly count: number }) {
  const say = useWords(runWords);
  const read = useRead('listProblemCauses', { params: { runId } }, { enabled: count > 0 });
  return (
    <section aria-label={say('run.problems')}>
      <Title order={2} size="h4" mb="xs">
        {say('run.problems')}
      </Title>
      {count === 0 ? (
        <Text>{say('run.noProblems')}</Text>
      ) : (
        <Loaded read={read}>
          {({ body: { items } }) => (
            <Stack>
              {items.map((cause) => (
                <CauseCard key={cause.code} runId={runId} cause={cause} />
              ))}
            </Stack>
          )}
        </Loaded>
      )}
    </section>
  );
}

function CauseCard({ runId, cause }: { readonly runId: string; readonly cause: Cause }) {
  const say = useWords(runWords);
  const may = useMay('editor');
  const [shown, setShown] = useState(false);
  const retry = useChange('retryProblems', ['listRuns', 'listConnections']);
  const { code, message, records, retriable } = cause;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={3} size="h5">
          {code} · {say('problem.records', { count: records })}
        </Title>
        <Text>{message}</Text>
        <Text>{say(hasFix(code) ? `problem.fix.${code}` : 'problem.fix.other')}</Text>
        {retry.isError && <ErrorState failure={retry.error} />}
        {retry.isSuccess && <Text role="status">{say('problem.retried')}</Text>}
        <Group>
          <Button variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {say('problem.show')}
          </Button>
          {retriable && may && (
            <Button loading={retry.isPending} onClick={() => retry.mutate({ params: { runId, code } })}>
              {say('problem.retry', { count: records })}
            </Button>
          )}
        </Group>
        {shown && <Records runId={runId} code={code} />}
      </Stack>
    </Paper>
  );
}

function Records({ runId, code }: { readonly runId: string; readonly code: string }) {
  const say = useWords(runWords);
  const read = useRead('listProblems', { params: { runId, code }, query: {} });
  return (
    <Loaded read={read}>
      {({ body: { items } }) => (
        <List>
          {items.map(({ object, recordId, name, leadId, message, uiUrl }) => (
            <List.Item key={`${object}/${recordId}/${message}`}>
              {leadId === null ? (
                name
              ) : (
                <Anchor
                  underline="always"
                  renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId }} {...props} />}
                >
                  {name}
                </Anchor>
              )}
              : {message}{' '}
              {uiUrl !== null && (
                <Anchor href={uiUrl} target="_blank" rel="noreferrer" underline="always">
                  {say('problem.inCrm')}
                </Anchor>
              )}
            </List.Item>
          ))}
        </List>
      )}
    </Loaded>
  );
}
