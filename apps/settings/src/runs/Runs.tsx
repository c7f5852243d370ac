import { Anchor, Badge, Button, Stack, Table } from '@mantine/core';
import type { Run } from '@tamis/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../api/call.ts';
import { PageTitle } from '../app/PageTitle.tsx';
import { Empty } from '../states/Empty.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { runWords } from './words.ts';

const PAGE = 25;
const LOOK_EVERY_MS = 3_000;

/** Colours of the states of a run. */
export const RUN_COLORS = {
  running: 'blue',
  done: 'green',
  paused: 'yellow',
  failed: 'red',
  interrupted: 'gray',
} as const;

/** All runs, newest first. */
export function Runs() {
  const say = useWords(runWords);
  const read = useInfiniteQuery({
    queryKey: ['listRuns'],
    queryFn: ({ pageParam, signal }) =>
      call('listRuns', { query: { limit: PAGE, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ body: { next } }) => next ?? undefined,
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Stack>
      <PageTitle title={say('runs.title')} />
      <Loaded read={read}>
        {({ pages }) => {
          const runs = pages.flatMap(({ body }) => body.items);
          if (runs.length === 0) return <Empty title={say('runs.empty')} text={say('runs.empty.more')} />;
          return (
            <>
              <RunsTable runs={runs} />
              {read.hasNextPage && (
                <Button
                  variant="default"
                  loading={read.isFetchingNextPage}
                  onClick={() => void read.fetchNextPage()}
                >
                  {say('runs.more')}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

const COLUMNS = [
  'started',
  'connection',
  'trigger',
  'status',
  'read',
  'written',
  'problems',
  'duration',
] as const;

function RunsTable({ runs }: { readonly runs: readonly Run[] }) {
  const say = useWords(runWords);
  return (
    <Table.ScrollContainer
      minWidth={720}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('runs.title') } }}
    >
      <Table aria-label={say('runs.title')}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column}>{say(`runs.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function RunRow({ run }: { readonly run: Run }) {
  const say = useWords(runWords);
  const format = useFormat();
  const { id, startedAt, finishedAt, connection, trigger, status, counts, problems } = run;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor
          underline="always"
          renderRoot={(props) => <Link to="/runs/$runId" params={{ runId: id }} {...props} />}
        >
          {format.dateTime(startedAt)}
        </Anchor>
      </Table.Td>
      <Table.Td>{connection.accountName}</Table.Td>
      <Table.Td>{say(`run.trigger.${trigger}`)}</Table.Td>
      <Table.Td>
        <Badge color={RUN_COLORS[status]} tt="none">
          {say(`run.status.${status}`)}
        </Badge>
      </Table.Td>
      <Table.Td>{format.number(counts.pulled)}</Table.Td>
      <Table.Td>{format.number(counts.written)}</Table.Td>
      <Table.Td>{format.number(problems)}</Table.Td>
      <Table.Td>{finishedAt === null ? '' : format.duration(finishedAt - startedAt)}</Table.Td>
    </Table.Tr>
  );
}
