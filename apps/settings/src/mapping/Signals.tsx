import { Button, Group, List, Title } from '@mantine/core';
import { type RowList, rowName } from '@tamis/mapping';
import { useWords } from '../words/words.ts';
import { rowKeys } from './rows.ts';
import type { Document } from './types.ts';
import { mappingWords } from './words.ts';

interface SignalsProps {
  readonly document: Document;
  readonly readOnly: boolean;
  readonly onChange: (document: Document) => void;
}

const LISTS = ['signals', 'activities'] as const satisfies readonly RowList[];

/** Totals and records of the CRM that are read as activities of the lead. */
export function Signals({ document, readOnly, onChange }: SignalsProps) {
  const say = useWords(mappingWords);
  const remove = (list: (typeof LISTS)[number], index: number) =>
    onChange({ ...document, [list]: document[list].filter((_, place) => place !== index) });
  return (
    <section aria-label={say('mapping.signals')}>
      <Title order={2} size="h4" mb="xs">
        {say('mapping.signals')}
      </Title>
      <List>
        {LISTS.flatMap((list) =>
          document[list].map((row, index) => (
            <List.Item key={`${list} ${rowKeys(document[list])[index]}`}>
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
