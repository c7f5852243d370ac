import { Group, Table, Text, Title } from '@mantine/core';
import type { Answer, routes } from '@tamis/api';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './Histogram.module.css';
import { qualificationWords } from './words.ts';

type Bins = Answer<(typeof routes)['simulateModel']>['histogram'];

/** Leads by score, published beside draft, with the same figures as a table. */
export function Histogram({ bins }: { readonly bins: Bins }) {
  const say = useWords(qualificationWords);
  const format = useFormat();
  const most = Math.max(1, ...bins.flatMap(({ published, draft }) => [published, draft]));
  const height = (count: number) => ({ blockSize: `${(100 * count) / most}%` });
  return (
    <section aria-label={say('qualification.histogram')}>
      <Title order={2} size="h5">
        {say('qualification.histogram')}
      </Title>
      <div className={classes.bars} aria-hidden="true">
        {bins.map(({ from, published, draft }) => (
          <div key={from} className={classes.bin}>
            <div className={classes.published} style={height(published)} />
            <div className={classes.draft} style={height(draft)} />
          </div>
        ))}
      </div>
      <Group justify="space-between" aria-hidden="true">
        <Text size="sm">0</Text>
        <Group gap="xs">
          <span className={classes.publishedKey} />
          <Text size="sm">{say('qualification.histogram.published')}</Text>
          <span className={classes.draftKey} />
          <Text size="sm">{say('qualification.histogram.draft')}</Text>
        </Group>
        <Text size="sm">100</Text>
      </Group>
      <details>
        <summary>{say('qualification.histogram.table')}</summary>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('qualification.histogram.from')}</Table.Th>
              <Table.Th>{say('qualification.histogram.published')}</Table.Th>
              <Table.Th>{say('qualification.histogram.draft')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bins.map(({ from, to, published, draft }) => (
              <Table.Tr key={from}>
                <Table.Td>
                  {from}–{to}
                </Table.Td>
                <Table.Td>{format.number(published)}</Table.Td>
                <Table.Td>{format.number(draft)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </section>
  );
}
