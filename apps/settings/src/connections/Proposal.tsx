import { Alert, Button, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import type { Answer, routes } from '@tamis/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { useRead } from '../api/queries.ts';
import { PageTitle } from '../app/PageTitle.tsx';
import { useMay } from '../app/session.tsx';
import { RunProgress } from '../runs/RunProgress.tsx';
import { Empty } from '../states/Empty.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import { Approve } from './Approve.tsx';
import { ChangesTable } from './ChangesTable.tsx';
import { proposalWords } from './words.ts';

const LOOK_EVERY_MS = 3_000;
const FIRST_PAGE = 20;

type ProposalBody = Answer<(typeof routes)['readProposal']>;

/** The dry run of a connection: a summary, the changes, and the approval. */
export function Proposal() {
  const say = useWords(proposalWords);
  const { connectionId } = useParams({ strict: false });
  const params = { connectionId: connectionId ?? '' };
  const connection = useRead('readConnection', { params }, { again: LOOK_EVERY_MS });
  const running =
    connection.data?.body.lastRun?.status === 'running' ? connection.data.body.lastRun.id : null;
  const finished = connection.data?.body.lastRun?.finishedAt ?? 0;
  const pages = useInfiniteQuery({
    queryKey: ['readProposal', params, finished],
    queryFn: ({ pageParam, signal }) =>
      call('readProposal', { params, query: { limit: FIRST_PAGE, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ body: { next } }) => next ?? undefined,
  });
  const first = pages.data?.pages[0]?.body;
  return (
    <Stack>
      <PageTitle title={say('proposal.title')} />
      {running !== null && <RunProgress runId={running} />}
      {pages.isError && <ErrorState failure={pages.error} onRetry={() => void pages.refetch()} />}
      <Loaded read={connection}>
        {({ body }) =>
          first === undefined || first.summary.runId === null ? (
            <Empty title={say('proposal.none')} text={say('proposal.none.more')} />
          ) : (
            <>
              {body.state === 'approved' && (
                <Alert color="green" variant="light" role="status">
                  {say('proposal.approved')}
                </Alert>
              )}
              <Summary summary={first.summary} />
              {body.state === 'observe' && (
                <ApproveOrAsk
                  connectionId={body.id}
                  runId={first.summary.runId}
                  records={first.summary.records}
                />
              )}
              <ChangesTable items={pages.data?.pages.flatMap((page) => page.body.items) ?? []} />
              {pages.hasNextPage && (
                <Button
                  variant="default"
                  loading={pages.isFetchingNextPage}
                  onClick={() => void pages.fetchNextPage()}
                >
                  {say('proposal.more')}
                </Button>
              )}
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function ApproveOrAsk(proposal: { connectionId: string; runId: string; records: number }) {
  const say = useWords(proposalWords);
  const may = useMay('admin');
  const [open, setOpen] = useState(false);
  if (!may) return <Text role="note">{say('proposal.admin')}</Text>;
  return (
    <>
      <Button w="fit-content" onClick={() => setOpen(true)}>
        {say('proposal.approve')}
      </Button>
      {open && <Approve {...proposal} onClose={() => setOpen(false)} />}
    </>
  );
}

function Summary({ summary }: { readonly summary: ProposalBody['summary'] }) {
  const say = useWords(proposalWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  const { records, fieldsToCreate, byField, stages } = summary;
  return (
    <>
      <Text role="status">{say('proposal.summary', { records: format.number(records) })}</Text>
      {fieldsToCreate.length > 0 && (
        <Text>{say('proposal.create', { fields: fieldsToCreate.join(', ') })}</Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Counts
          title={say('proposal.byField')}
          headings={[say('proposal.field'), say('proposal.records')]}
          rows={byField.map((one) => ({
            key: `${one.object}/${one.field}`,
            label: one.label,
            count: one.records,
          }))}
        />
        <Counts
          title={say('proposal.byStage')}
          headings={[say('proposal.stage'), say('proposal.leads')]}
          rows={stages.map(({ stage, leads }) => ({ key: stage, label: stageLabel(stage), count: leads }))}
        />
      </SimpleGrid>
    </>
  );
}

interface CountsProps {
  readonly title: string;
  readonly headings: readonly [string, string];
  readonly rows: readonly { readonly key: string; readonly label: string; readonly count: number }[];
}

function Counts({ title, headings, rows }: CountsProps) {
  const format = useFormat();
  return (
    <section>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{headings[0]}</Table.Th>
            <Table.Th>{headings[1]}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, label, count }) => (
            <Table.Tr key={key}>
              <Table.Td>{label}</Table.Td>
              <Table.Td>{format.number(count)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
