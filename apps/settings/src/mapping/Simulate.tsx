import { Button, List, Stack, Text } from '@mantine/core';
import { useChange } from '../api/queries.ts';
import { ErrorState } from '../states/ErrorState.tsx';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import type { Document } from './types.ts';
import { mappingWords } from './words.ts';

const MOST_RECORDS = 1_000;

/** The draft on stored records beside what is published. */
export function Simulate({
  connectionId,
  document,
}: {
  readonly connectionId: string;
  readonly document: Document;
}) {
  const say = useWords(mappingWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  const simulate = useChange('simulateMapping', []);
  const shown = (value: string | number | boolean | null | string[]) =>
    value === null || value === '' ? say('mapping.empty') : String(value);
  const result = simulate.data?.body;
  return (
    <Stack align="flex-start">
      <Button
        variant="default"
        loading={simulate.isPending}
        onClick={() =>
          simulate.mutate({ params: { connectionId }, body: { document, records: MOST_RECORDS } })
        }
      >
        {say('mapping.simulate')}
      </Button>
      {simulate.isError && <ErrorState failure={simulate.error} />}
      {result && (
        <div role="status">
          <Text>
            {say('mapping.simulate.result', {
              records: format.number(result.records),
              changed: format.number(result.changed),
              failed: format.number(result.failed),
              cut: format.number(result.cut),
            })}
          </Text>
          <List>
            {result.stageMoves.map(({ from, to, leads }) => (
              <List.Item key={`${from} ${to}`}>
                {from === null ? '–' : stageLabel(from)} → {stageLabel(to)}: {format.number(leads)}
              </List.Item>
            ))}
          </List>
          <List size="sm">
            {result.examples.map(({ object, recordId, name, fields }) => (
              <List.Item key={`${object}/${recordId}`}>
                {name}:{' '}
                {fields
                  .map(
                    ({ label, before, after, problem }) =>
                      `${label}: ${shown(before)} → ${shown(after)} ${problem ?? ''}`,
                  )
                  .join('; ')}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}
