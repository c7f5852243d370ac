import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { rowName } from '@tamis/mapping';
import { useState } from 'react';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { RowForm } from './RowForm.tsx';
import { hasRivals, winnerOf } from './rowDraft.ts';
import { addRow, putRow, rowKeys } from './rows.ts';
import type { Document, FieldLists, FieldRow, MappingBody } from './types.ts';
import { mappingWords } from './words.ts';

interface RowsProps {
  readonly document: Document;
  readonly issues: MappingBody['issues'];
  readonly lists: FieldLists;
  readonly readOnly: boolean;
  readonly onChange: (document: Document) => void;
}

/** The rows of a mapping, each with its CRM field, its rule, a sample and its faults. */
export function FieldRows({ document, issues, lists, readOnly, onChange }: RowsProps) {
  const say = useWords(mappingWords);
  const [edited, setEdited] = useState<number | 'new' | null>(null);
  const keys = rowKeys(document.fields);
  const save = (row: FieldRow) => {
    onChange(edited === 'new' ? addRow(document, 'fields', row) : putRow(document, Number(edited), row));
    setEdited(null);
  };
  return (
    <section aria-label={say('mapping.rows')}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {say('mapping.rows')}
        </Title>
        {!readOnly && <Button onClick={() => setEdited('new')}>{say('mapping.add')}</Button>}
      </Group>
      <Text size="sm">{say('mapping.conflict')}</Text>
      <Stack component="ul" gap="xs" p={0} style={{ listStyle: 'none' }}>
        {document.fields.length === 0 && <Text component="li">{say('mapping.noRows')}</Text>}
        {document.fields.map((row, index) => (
          <Row
            key={keys[index]}
            row={row}
            lists={lists}
            faults={issues.filter(({ row: place }) => place === `fields[${index}]`)}
            readOnly={readOnly}
            onEdit={() => setEdited(index)}
            onRemove={() => onChange(putRow(document, index, null))}
          />
        ))}
      </Stack>
      {edited !== null && (
        <RowForm
          row={edited === 'new' ? null : (document.fields[edited] ?? null)}
          lists={lists}
          onSave={save}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

interface RowProps {
  readonly row: FieldRow;
  readonly lists: FieldLists;
  readonly faults: MappingBody['issues'];
  readonly readOnly: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Row({ row, lists, faults, readOnly, onEdit, onRemove }: RowProps) {
  const say = useWords(mappingWords);
  const name = rowName(row);
  const { label } = lists.leadFields.find(({ path }) => path === row.lead) ?? { label: row.lead };
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" align="flex-start">
        <div style={{ overflowWrap: 'anywhere', flex: '1 1 240px' }}>
          <Text fw={600}>
            {label} <code>{row.lead}</code>
          </Text>
          <Text>{say(`mapping.direction.${row.direction}`)}</Text>
          <CrmField row={row} lists={lists} />
          <RowRules row={row} />
        </div>
        {!readOnly && (
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              aria-label={say('mapping.editRow', { row: name })}
              onClick={onEdit}
            >
              {say('mapping.edit')}
            </Button>
            <Button
              size="xs"
              variant="default"
              aria-label={say('mapping.removeRow', { row: name })}
              onClick={onRemove}
            >
              {say('mapping.remove')}
            </Button>
          </Group>
        )}
      </Group>
      {faults.map(({ message, suggestion }) => (
        <Alert key={message} color="red" variant="light" mt="xs" title={say('mapping.fault')}>
          {message} {suggestion ?? ''}
        </Alert>
      ))}
    </Paper>
  );
}

/** When the row writes, and who wins where sides differ. */
function RowRules({ row }: { readonly row: FieldRow }) {
  const say = useWords(mappingWords);
  const { direction, write = 'always', blanks = false } = row;
  const rivals = hasRivals(row);
  return (
    <>
      {direction !== 'pull' && !(rivals && write === 'only-if-empty') && (
        <Text size="sm">
          {say('mapping.pair', { label: say('mapping.rule'), value: say(`mapping.rule.${write}`) })}
        </Text>
      )}
      {rivals && (
        <Text size="sm">
          {say('mapping.pair', {
            label: say('mapping.winner'),
            value: say(`mapping.winner.${winnerOf(row)}`),
          })}
          {blanks && `; ${say('mapping.blanks.short')}`}
        </Text>
      )}
    </>
  );
}

function CrmField({ row, lists }: { readonly row: FieldRow; readonly lists: FieldLists }) {
  const say = useWords(mappingWords);
  const format = useFormat();
  const fields = lists.objects.find(({ name }) => name === row.object)?.fields ?? [];
  const field = fields.find(({ name }) => name === row.field);
  return (
    <Text size="sm">
      {field?.label ?? row.field} <code>{`${row.object}/${row.field}`}</code> {field?.type}
      {field?.fillRate != null && `, ${say('mapping.filled', { share: format.percent(field.fillRate) })}`}
      {field?.sample !== undefined &&
        field.sample !== null &&
        `, ${say('mapping.sample')}: ${String(field.sample).slice(0, 60)}`}
    </Text>
  );
}
