import { Anchor, List, Stack, Table, Text, Title } from '@mantine/core';
import type { Answer, routes } from '@tamis/api';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import { Histogram } from './Histogram.tsx';
import { qualificationWords } from './words.ts';

type SimulationBody = Answer<(typeof routes)['simulateModel']>;

/** The real leads under these numbers beside what is published: figures, and who would move. */
export function Simulation({
  simulation,
  computing,
}: {
  readonly simulation: SimulationBody;
  readonly computing: boolean;
}) {
  const say = useWords(qualificationWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  if (simulation.leads === 0) return <Text>{say('qualification.noLeads')}</Text>;
  return (
    <Stack aria-busy={computing}>
      <Text role="status" size="sm" mih={22}>
        {computing ? say('qualification.simulating') : ''}
      </Text>
      <Histogram bins={simulation.histogram} />
      <section aria-label={say('qualification.stages')}>
        <Title order={2} size="h5">
          {say('qualification.stages')}
        </Title>
        <Table layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('qualification.stage')}</Table.Th>
              <Table.Th>{say('qualification.histogram.published')}</Table.Th>
              <Table.Th>{say('qualification.histogram.draft')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {simulation.stages.map(({ stage, published, draft }) => (
              <Table.Tr key={stage}>
                <Table.Td>{stageLabel(stage)}</Table.Td>
                <Table.Td>{format.number(published)}</Table.Td>
                <Table.Td>{format.number(draft)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <Movers simulation={simulation} />
    </Stack>
  );
}

function Movers({ simulation: { moves, movers } }: { readonly simulation: SimulationBody }) {
  const say = useWords(qualificationWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  const shown = ({ stage, total, grade }: { stage: string; total: number; grade: string }) =>
    `${stageLabel(stage)} · ${format.number(total)} · ${grade}`;
  return (
    <section aria-label={say('qualification.movers')}>
      <Title order={2} size="h5">
        {say('qualification.movers')}
      </Title>
      {moves.length === 0 ? (
        <Text>{say('qualification.noMovers')}</Text>
      ) : (
        <List>
          {moves.map(({ from, to, leads }) => (
            <List.Item key={`${from} ${to}`}>
              {say('qualification.move', { leads, from: stageLabel(from), to: stageLabel(to) })}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm">{say('qualification.dwell')}</Text>
      {movers.length > 0 && (
        <Table layout="fixed" aria-label={say('qualification.movers')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('qualification.lead')}</Table.Th>
              <Table.Th>{say('qualification.before')}</Table.Th>
              <Table.Th>{say('qualification.after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {movers.map(({ leadId, name, published, draft }) => (
              <Table.Tr key={leadId}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Anchor
                    underline="always"
                    renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId }} {...props} />}
                  >
                    {name || `#${leadId}`}
                  </Anchor>
                </Table.Td>
                <Table.Td>{shown(published)}</Table.Td>
                <Table.Td>{shown(draft)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
