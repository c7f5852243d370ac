import { Table } from '@mantine/core';
import { useRead } from '../api/queries.ts';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import { leadWords } from './words.ts';

/** How score and stage changed, newest first. */
export function History({ leadId }: { readonly leadId: string }) {
  const say = useWords(leadWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  const read = useRead('readLeadHistory', { params: { leadId }, query: {} });
  return (
    <Loaded read={read}>
      {({ body: { items } }) => (
        <Table aria-label={say('lead.history')} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('lead.at')}</Table.Th>
              <Table.Th>{say('leads.stage')}</Table.Th>
              <Table.Th>{say('leads.score')}</Table.Th>
              <Table.Th visibleFrom="sm">{say('leads.why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(({ at, modelVersion, stage, total, grade, reason }) => (
              <Table.Tr key={`${at} ${modelVersion}`}>
                <Table.Td>{format.dateTime(at)}</Table.Td>
                <Table.Td>{stageLabel(stage)}</Table.Td>
                <Table.Td>
                  {format.number(total)} · {grade}
                </Table.Td>
                <Table.Td visibleFrom="sm">{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Loaded>
  );
}
