import { Button, Group, List, Title } from '@mantine/core';
import { type AnyRow, type RowList, rowName } from '@tamis/mapping';
import { useWords } from '../words/words.ts';
import { rowKeys } from './rows.ts';
import type { Document } from './types.ts';
import { mappingWords } from './words.ts';

interface SignalsProps {
  readonly document: Document;
  readonly readOnly: boolean;
  readonly onChange: (document: Document) => void;
}

const LISTS = ['signals', 'activities', 'pastStages'] as const satisfies readonly RowList[];

/** Totals and records of the CRM that are read as activities of the lead, and fields whose past values are its past stages. */
export function Signals({ document, readOnly, onChange }: SignalsProps) {
  const say = useWords(mappingWords);
  const rowsOf = (list: (typeof LISTS)[number]): readonly AnyRow[] => document[list] ?? [];
  const remove = (list: (typeof LISTS)[number], index: number) =>
    onChange({ ...document, [list]: rowsOf(list).filter((_, place) => place !== index) });
  return (
    <section aria-label={say('mapping.signals')}>
      <Title order={2} size="h4" mb="xs">
        {say('mapping.signals')}
      </Title>
      <List>
        {LISTS.flatMap((list) =>
          rowsOf(list).map((row, index) => (
            <List.Item key={`${list} ${rowKeys(rowsOf(list))[index]}`}>
              <Group gap="xs">
                <code style={{ overflowWrap: 'anywhere' }}>{rowName(row)}</code>
                {!readOnly && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={say('mapping.removeRow', { row: rowName(row) })}
                    onClick={() => remove(list, index)}
                  >
                    {say('mapping.remove')}
                  </Button>
                )}
              </Group>
            </List.Item>
          )),
        )}
      </List>
    </section>
  );
}
