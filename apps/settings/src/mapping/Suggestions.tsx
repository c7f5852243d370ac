import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import type { Suggestion } from '@tamis/api';
import { type AnyRow, rowName } from '@tamis/mapping';
import { useRead } from '../api/queries.ts';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { addRow } from './rows.ts';
import type { Document } from './types.ts';
import { mappingWords } from './words.ts';

interface SuggestionsProps {
  readonly connectionId: string;
  readonly document: Document;
  readonly readOnly: boolean;
  /** Takes the document with what was accepted. */
  readonly onAccept: (document: Document) => void;
}

/** Rows that could be added, each with its reason. Only a person adds them. */
export function Suggestions({ connectionId, document, readOnly, onAccept }: SuggestionsProps) {
  const say = useWords(mappingWords);
  const read = useRead('suggestMapping', { params: { connectionId } });
  const accept = (items: readonly Suggestion[]) =>
    onAccept(items.reduce((next, { list, row }) => addRow(next, list, asRow(row)), document));
  return (
    <section aria-label={say('mapping.suggestions')}>
      <Title order={2} size="h4">
        {say('mapping.suggestions')}
      </Title>
      <Loaded read={read}>
        {({ body: { items } }) => <Offered items={items} readOnly={readOnly} onAccept={accept} />}
      </Loaded>
    </section>
  );
}

interface OfferedProps {
  readonly items: readonly Suggestion[];
  readonly readOnly: boolean;
  readonly onAccept: (items: readonly Suggestion[]) => void;
}

/** What is written to stage fields that people work with stands apart, and is accepted one by one. */
function Offered({ items, readOnly, onAccept }: OfferedProps) {
  const say = useWords(mappingWords);
  const usual = items.filter(({ reason }) => reason !== 'native-stage');
  const native = items.filter(({ reason }) => reason === 'native-stage');
  const table = { readOnly, onAccept: (item: Suggestion) => onAccept([item]) };
  return (
    <Stack gap="xs">
      <Text>{say(usual.length === 0 ? 'mapping.noSuggestions' : 'mapping.suggestions.more')}</Text>
      {usual.length > 0 && !readOnly && (
        <Group>
          <Button onClick={() => onAccept(usual)}>{say('mapping.acceptAll', { count: usual.length })}</Button>
        </Group>
      )}
      {usual.length > 0 && <SuggestionTable label={say('mapping.suggestions')} items={usual} {...table} />}
      {native.length > 0 && <Text>{say('mapping.nativeStages.more')}</Text>}
      {native.length > 0 && <SuggestionTable label={say('mapping.nativeStages')} items={native} {...table} />}
    </Stack>
  );
}

/** The service has checked the shape of what it suggests. */
function asRow(row: Suggestion['row']): AnyRow {
  return row as unknown as AnyRow;
}

interface TableProps {
  readonly label: string;
  readonly items: readonly Suggestion[];
  readonly readOnly: boolean;
  readonly onAccept: (item: Suggestion) => void;
}

function SuggestionTable({ label, items, readOnly, onAccept }: TableProps) {
  const say = useWords(mappingWords);
  const format = useFormat();
  return (
    <Table layout="fixed" aria-label={label}>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={`${item.list} ${rowName(asRow(item.row))}`}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <code>{rowName(asRow(item.row))}</code>
              <Text size="sm">
                {say(`mapping.reason.${item.reason}`, item.params)},{' '}
                {say('mapping.confidence', { share: format.percent(item.confidence) })}
              </Text>
            </Table.Td>
            {!readOnly && (
              <Table.Td w={120}>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`${say('mapping.accept')} ${rowName(asRow(item.row))}`}
                  onClick={() => onAccept(item)}
                >
                  {say('mapping.accept')}
                </Button>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
