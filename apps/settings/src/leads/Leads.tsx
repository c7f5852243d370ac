import { Anchor, Badge, Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type LeadLine, stages } from '@tamis/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { PageTitle } from '../app/PageTitle.tsx';
import { Empty } from '../states/Empty.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import { leadWords } from './words.ts';

const PAGE = 50;
const TYPING_MS = 200;
const LOOK_EVERY_MS = 10_000;

type Stage = (typeof stages)[number];

/** All leads, found by name, e-mail or company. The address holds what was asked for. */
export function Leads() {
  const say = useWords(leadWords);
  const asked = useSearch({ from: '/signed-in/leads' });
  const stage = stages.find((one) => one === asked.stage);
  const { search, sort = 'total' } = asked;
  const read = useInfiniteQuery({
    queryKey: ['listLeads', search, stage, sort],
    queryFn: ({ pageParam, signal }) =>
      call('listLeads', { query: { search, stage, sort, limit: PAGE, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ body: { next } }) => next ?? undefined,
    placeholderData: (previous) => previous,
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Stack>
      <PageTitle title={say('leads.title')} />
      <Filter
        counts={read.data?.pages[0]?.body.stages ?? []}
        stage={stage}
        search={search ?? ''}
        sort={sort}
      />
      <Loaded read={read}>
        {({ pages }) => {
          const leads = pages.flatMap(({ body }) => body.items);
          const none = pages[0]?.body.stages?.length === 0;
          if (none) return <Empty title={say('leads.empty')} text={say('leads.empty.more')} />;
          if (leads.length === 0) return <Empty title={say('leads.none')} text={say('leads.none.more')} />;
          return (
            <>
              <LeadList leads={leads} />
              {read.hasNextPage && (
                <Button
                  variant="default"
                  loading={read.isFetchingNextPage}
                  onClick={() => void read.fetchNextPage()}
                >
                  {say('leads.more')}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

interface FilterProps {
  readonly counts: readonly { readonly stage: Stage; readonly leads: number }[];
  readonly stage: Stage | undefined;
  readonly search: string;
  readonly sort: 'total' | 'name';
}

function Filter({ counts, stage, search, sort }: FilterProps) {
  const say = useWords(leadWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  const navigate = useNavigate({ from: '/leads' });
  const [typed, setTyped] = useState(search);
  const ask = (change: {
    search?: string | undefined;
    stage?: string | undefined;
    sort?: 'total' | 'name';
  }) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const askSoon = useDebouncedCallback((text: string) => ask({ search: text || undefined }), TYPING_MS);
  const all = counts.reduce((sum, { leads }) => sum + leads, 0);
  return (
    <Group align="flex-end">
      <TextInput
        type="search"
        label={say('leads.search')}
        value={typed}
        miw={260}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          askSoon(value);
        }}
      />
      <NativeSelect
        label={say('leads.stage')}
        value={stage ?? ''}
        data={[
          { value: '', label: say('leads.all', { count: format.number(all) }) },
          ...counts.map((one) => ({
            value: one.stage,
            label: say('leads.stageCount', { stage: stageLabel(one.stage), count: format.number(one.leads) }),
          })),
        ]}
        onChange={({ currentTarget: { value } }) => ask({ stage: value || undefined })}
      />
      <NativeSelect
        label={say('leads.sort')}
        value={sort}
        data={(['total', 'name'] as const).map((value) => ({ value, label: say(`leads.sort.${value}`) }))}
        onChange={({ currentTarget: { value } }) => ask({ sort: value === 'name' ? 'name' : 'total' })}
      />
    </Group>
  );
}

/** Rows that wrap on a narrow screen: name and stage first, the reason below. */
function LeadList({ leads }: { readonly leads: readonly LeadLine[] }) {
  const say = useWords(leadWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  return (
    <Stack component="ul" gap="xs" p={0} m={0} aria-label={say('leads.title')} style={{ listStyle: 'none' }}>
      {leads.map(({ id, name, email, company, stage, total, grade, reason }) => (
        <Paper key={id} component="li" withBorder p="sm">
          <Group justify="space-between">
            <Anchor
              underline="always"
              fw={600}
              style={{ overflowWrap: 'anywhere' }}
              renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: id }} {...props} />}
            >
              {name || email || `#${id}`}
            </Anchor>
            <Group gap="xs">
              <Badge tt="none" variant="light" color="gray">
                {stageLabel(stage)}
              </Badge>
              <Text>
                {say('leads.score')} <strong>{format.number(total)}</strong> · {grade}
              </Text>
            </Group>
          </Group>
          {company !== '' && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {company}
            </Text>
          )}
          <Text size="sm">{reason}</Text>
        </Paper>
      ))}
    </Stack>
  );
}
