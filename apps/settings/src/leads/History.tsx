import { Button, Stack, Table } from '@mantine/core';
import type { Answer, routes } from '@tamis/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import { decisionWords } from './decisionWords.ts';
import { leadWords } from './words.ts';

const LOOK_EVERY_MS = 10_000;

type Line = Answer<(typeof routes)['readLeadHistory']>['items'][number];

/** How score and stage changed, what happened and what people decided: newest first. */
export function History({ leadId }: { readonly leadId: string }) {
  const say = useWords(leadWords);
  const sayDecision = useWords(decisionWords);
  const read = useInfiniteQuery({
    queryKey: ['readLeadHistory', leadId],
    queryFn: ({ pageParam, signal }) =>
      call('readLeadHistory', { params: { leadId }, query: { cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    refetchInterval: LOOK_EVERY_MS,
    getNextPageParam: ({ body: { next } }) => next ?? undefined,
  });
  return (
    <Loaded read={read}>
      {({ pages }) => (
        <Stack align="flex-start">
          <Table aria-label={say('lead.history')} layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="28%">{say('lead.at')}</Table.Th>
                <Table.Th w="24%" visibleFrom="sm">
                  {say('leads.stage')}
                </Table.Th>
                <Table.Th>{sayDecision('history.what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {pages.flatMap(({ body: { items } }) =>
                items.map((line) => <HistoryRow key={line.id} line={line} />),
              )}
            </Table.Tbody>
          </Table>
          {read.hasNextPage && (
            <Button
              variant="default"
              loading={read.isFetchingNextPage}
              onClick={() => void read.fetchNextPage()}
            >
              {sayDecision('history.more')}
            </Button>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

function HistoryRow({ line }: { readonly line: Line }) {
  const format = useFormat();
  const stageLabel = useStageLabel();
  return (
    <Table.Tr>
      <Table.Td>{format.dateTime(line.at)}</Table.Td>
      <Table.Td visibleFrom="sm">
        {line.kind === 'evaluation' &&
          `${stageLabel(line.stage)}, ${format.number(line.total)} · ${line.grade}`}
        {line.kind === 'past-stage' && stageLabel(line.stage)}
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {line.kind === 'evaluation' ? line.reason : line.text}
      </Table.Td>
    </Table.Tr>
  );
}
