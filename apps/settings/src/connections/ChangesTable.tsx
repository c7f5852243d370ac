import { Anchor, Table } from '@mantine/core';
import type { proposedChangeSchema } from '@tamis/api';
import type { z } from 'zod';
import { useWords } from '../words/words.ts';
import { proposalWords } from './words.ts';

type Change = z.infer<typeof proposedChangeSchema>;

/** Records with what would change in each, before and after. */
export function ChangesTable({ items }: { readonly items: readonly Change[] }) {
  const say = useWords(proposalWords);
  const shown = (value: Change['fields'][number]['before']) =>
    value === null || value === '' ? say('proposal.empty') : String(value);
  return (
    <Table.ScrollContainer minWidth={280}>
      <Table aria-label={say('proposal.changesTable')} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="30%">{say('proposal.record')}</Table.Th>
            <Table.Th>{say('proposal.changes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ object, recordId, name, uiUrl, fields }) => (
            <Table.Tr key={`${object}/${recordId}`}>
              <Table.Td>
                {uiUrl === null ? (
                  name
                ) : (
                  <Anchor href={uiUrl} target="_blank" rel="noreferrer" underline="always">
                    {name}
                  </Anchor>
                )}
              </Table.Td>
              <Table.Td>
                {fields.map(({ field, label, before, after }) => (
                  <div key={field}>
                    {label}: {shown(before)} → <strong>{shown(after)}</strong>
                  </div>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
