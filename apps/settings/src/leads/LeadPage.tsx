import { Alert, Badge, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { Lead } from '@tamis/api';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../api/queries.ts';
import { PageTitle } from '../app/PageTitle.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import { decisionWords } from './decisionWords.ts';
import { History } from './History.tsx';
import { Activities, Facts } from './Known.tsx';
import { ManualStage } from './ManualStage.tsx';
import { ManualValues } from './ManualValues.tsx';
import { Records } from './Records.tsx';
import { Waterfall } from './Waterfall.tsx';
import { leadWords } from './words.ts';

/** A decision starts runs: what came of them is soon seen, and the next decision is made on it. */
const LOOK_EVERY_MS = 5_000;

/** One lead: where it stands, and everything that explains it. */
export function LeadPage() {
  const { leadId = '' } = useParams({ strict: false });
  const read = useRead('readLead', { params: { leadId } }, { again: LOOK_EVERY_MS });
  return <Loaded read={read}>{({ body, etag }) => <Detail lead={body} etag={etag} />}</Loaded>;
}

function Detail({ lead, etag }: { readonly lead: Lead; readonly etag: string }) {
  const say = useWords(leadWords);
  const sayDecision = useWords(decisionWords);
  return (
    <Stack>
      <PageTitle title={lead.name || lead.email || `#${lead.id}`} />
      <Headline lead={lead} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Part title={say('lead.reasons')}>
          <List>
            {lead.reasons.map((reason) => (
              <List.Item key={reason}>{reason}</List.Item>
            ))}
          </List>
        </Part>
        <Part title={say('lead.frameworks')}>
          <Frameworks lead={lead} />
        </Part>
      </SimpleGrid>
      <Part title={say('lead.waterfall')}>
        <Waterfall lead={lead} />
      </Part>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Part title={say('lead.permissions')}>
          <Permissions lead={lead} />
        </Part>
        <Part title={say('lead.records')}>
          <Records lead={lead} etag={etag} />
        </Part>
        <Part title={say('lead.facts')}>
          <Facts lead={lead} />
        </Part>
        <Part title={say('lead.activities')}>
          <Activities lead={lead} />
        </Part>
      </SimpleGrid>
      <Part title={say('lead.manual')}>
        <ManualStage lead={lead} etag={etag} />
      </Part>
      <Part title={sayDecision('value.title')}>
        <ManualValues lead={lead} etag={etag} />
      </Part>
      <Part title={say('lead.history')}>
        <History leadId={lead.id} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Headline({ lead }: { readonly lead: Lead }) {
  const say = useWords(leadWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  const { stage, total, grade, hot, since, company, nextAction, blockedBy, objected } = lead;
  return (
    <Stack gap="xs">
      <Group>
        <Badge size="lg" tt="none">
          {stageLabel(stage)}
        </Badge>
        <Text fw={700}>
          {say('lead.points', { points: format.number(total, 2) })} · {grade}
        </Text>
        {hot && <Badge color="red">{say('lead.hot')}</Badge>}
        <Text>{say('lead.since', { at: format.date(since) })}</Text>
      </Group>
      {company !== '' && <Text>{company}</Text>}
      <Text>{say('lead.next', { action: nextAction })}</Text>
      {blockedBy.length > 0 && (
        <Alert color="yellow" variant="light">
          {say('lead.blocked', { reasons: blockedBy.join(', ') })}
        </Alert>
      )}
      {objected && (
        <Alert color="red" variant="light">
          {say('lead.objected')}
        </Alert>
      )}
    </Stack>
  );
}

function Frameworks({ lead: { frameworks, missing } }: { readonly lead: Lead }) {
  const say = useWords(leadWords);
  return (
    <Stack gap="xs">
      {frameworks.map(({ framework, summary, criteria }) => (
        <div key={framework}>
          <Text fw={600}>{say('lead.pair', { label: framework.toUpperCase(), value: summary })}</Text>
          <List>
            {criteria.map(({ id, label, stateLabel, evidence, question }) => (
              <List.Item key={id}>
                {say('lead.pair', { label, value: stateLabel })}
                {evidence.length > 0 && ` (${evidence.join(', ')})`}
                {question !== null && `. ${say('lead.question', { question })}`}
              </List.Item>
            ))}
          </List>
        </div>
      ))}
      {missing.length > 0 && (
        <Text size="sm">{say('lead.missing', { fields: missing.map(({ label }) => label).join(', ') })}</Text>
      )}
    </Stack>
  );
}

function Permissions({ lead: { permissions } }: { readonly lead: Lead }) {
  const say = useWords(leadWords);
  const format = useFormat();
  if (permissions.length === 0) return <Text>{say('lead.permission.unknown')}</Text>;
  return (
    <List>
      {permissions.map(({ channel, state, basis, source, at }) => (
        <List.Item key={channel}>
          {say('lead.pair', {
            label: say(`lead.permission.${channel}`),
            value: say(`lead.permission.${state}`),
          })}
          {[basis, source, at === null ? null : format.date(at)]
            .filter((part) => part !== null && part !== '')
            .map((part) => `, ${part}`)
            .join('')}
        </List.Item>
      ))}
    </List>
  );
}
