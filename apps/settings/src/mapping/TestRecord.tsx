import { Button, Group, SimpleGrid, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import type { Answer, routes } from '@tamis/api';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { ErrorState } from '../states/ErrorState.tsx';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import type { Document } from './types.ts';
import { mappingWords } from './words.ts';

type Tested = Answer<(typeof routes)['testMapping']>;

/** One stored record through the draft: what is read, the verdict, and what would be written. Nothing is. */
export function TestRecord({
  connectionId,
  document,
}: {
  readonly connectionId: string;
  readonly document: Document;
}) {
  const say = useWords(mappingWords);
  const [record, setRecord] = useState('');
  const test = useChange('testMapping', []);
  const params = { connectionId };
  return (
    <section aria-label={say('mapping.test')}>
      <Title order={2} size="h4">
        {say('mapping.test')}
      </Title>
      <Stack>
        <Group align="flex-end">
          <TextInput
            label={say('mapping.test.record')}
            value={record}
            onChange={({ currentTarget: { value } }) => setRecord(value)}
          />
          <Button
            variant="default"
            loading={test.isPending}
            onClick={() => test.mutate({ params, body: { document, ...(record === '' ? {} : { record }) } })}
          >
            {say('mapping.test.run')}
          </Button>
        </Group>
        {test.isError && <ErrorState failure={test.error} />}
        {test.data && <Result tested={test.data.body} />}
      </Stack>
    </section>
  );
}

function Result({ tested: { record, verdict, pulled, pushed } }: { readonly tested: Tested }) {
  const say = useWords(mappingWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  const shown = (value: Tested['pulled'][number]['raw']) =>
    value === null || value === '' ? say('mapping.empty') : String(value);
  return (
    <Stack role="status">
      <Text fw={600}>{record.name}</Text>
      <Text>
        {say('mapping.test.verdict', {
          stage: stageLabel(verdict.stage),
          total: format.number(verdict.total, 2),
          grade: verdict.grade,
          reason: verdict.reason,
        })}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Table layout="fixed" aria-label={say('mapping.test.pulled')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('mapping.test.pulled')}</Table.Th>
              <Table.Th>{say('mapping.value')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pulled.map(({ row, field, lead, value, problem }) => (
              <Table.Tr key={row}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {lead} ← {field}
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {shown(value)} {problem ?? ''}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Table layout="fixed" aria-label={say('mapping.test.pushed')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('mapping.test.pushed')}</Table.Th>
              <Table.Th>{say('mapping.test.before')}</Table.Th>
              <Table.Th>{say('mapping.test.after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pushed.map(({ field, label, before, after, write, problem }) => (
              <Table.Tr key={field}>
                <Table.Td>{label}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{shown(before)}</Table.Td>
                <Table.Td fw={write ? 700 : 400} style={{ overflowWrap: 'anywhere' }}>
                  {shown(after)} {problem ?? ''}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </SimpleGrid>
    </Stack>
  );
}
