import { Table, Text } from '@mantine/core';
import type { Lead } from '@tamis/api';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './Waterfall.module.css';
import { leadWords } from './words.ts';

const WHOLE = 100;

/** Every rule's part in the score as a table with bars; the points add up to the total. */
export function Waterfall({ lead: { contributions, total } }: { readonly lead: Lead }) {
  const say = useWords(leadWords);
  const format = useFormat();
  const ends = contributions.map((_, index) =>
    contributions.slice(0, index + 1).reduce((sum, { points }) => sum + points, 0),
  );
  return (
    <Table aria-label={say('lead.waterfall')} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say('lead.rule')}</Table.Th>
          <Table.Th w={90}>{say('lead.pointsColumn')}</Table.Th>
          <Table.Th visibleFrom="sm">{say('lead.evidence')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {contributions.map(({ rule, label, group, points, evidence }, index) => (
          <Table.Tr key={rule}>
            <Table.Td>
              {label}{' '}
              <Text span size="sm">
                ({say(`lead.group.${group}`)})
              </Text>
              <Bar from={(ends[index] ?? 0) - points} to={ends[index] ?? 0} />
              <Text size="sm" hiddenFrom="sm">
                {evidence}
              </Text>
            </Table.Td>
            <Table.Td>{`${points > 0 ? '+' : ''}${format.number(points, 2)}`}</Table.Td>
            <Table.Td visibleFrom="sm">{evidence}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th scope="row">{say('lead.total')}</Table.Th>
          <Table.Th>{format.number(total, 2)}</Table.Th>
          <Table.Td visibleFrom="sm" />
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}

function Bar({ from, to }: { readonly from: number; readonly to: number }) {
  const clamp = (value: number) => Math.min(WHOLE, Math.max(0, value));
  const [start, end] = [clamp(Math.min(from, to)), clamp(Math.max(from, to))];
  return (
    <div className={classes.track} aria-hidden="true">
      <div
        className={to >= from ? classes.gain : classes.loss}
        style={{ insetInlineStart: `${start}%`, inlineSize: `${Math.max(1, end - start)}%` }}
      />
    </div>
  );
}
