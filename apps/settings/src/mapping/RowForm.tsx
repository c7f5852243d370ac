import { Autocomplete, Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words/words.ts';
import { textAsValues, valuesAsText } from './rows.ts';
import type { FieldLists, FieldRow } from './types.ts';
import { mappingWords } from './words.ts';

interface RowFormProps {
  readonly row: FieldRow | null;
  readonly lists: FieldLists;
  readonly onSave: (row: FieldRow) => void;
  readonly onClose: () => void;
}

const DIRECTIONS = ['pull', 'push', 'both'] as const;
const RULES = ['always', 'only-if-empty', 'forward-only'] as const;

/** One row being edited. */
export function RowForm({ row, lists, onSave, onClose }: RowFormProps) {
  const say = useWords(mappingWords);
  const mappable = lists.objects.filter(({ role }) => role !== 'activity');
  const [lead, setLead] = useState(row?.lead ?? '');
  const [direction, setDirection] = useState<FieldRow['direction']>(row?.direction ?? 'pull');
  const [object, setObject] = useState(row?.object ?? mappable.at(-1)?.name ?? '');
  const [field, setField] = useState(row?.field ?? '');
  const [rule, setRule] = useState<NonNullable<FieldRow['write']>>(row?.write ?? 'always');
  const [fallback, setFallback] = useState(row?.default === undefined ? '' : String(row.default ?? ''));
  const [values, setValues] = useState(valuesAsText(row?.transform?.values));
  const offered = lists.objects.find(({ name }) => name === object)?.fields ?? [];
  const save = () => {
    const { values: _, ...transform } = row?.transform ?? {};
    const mapped = textAsValues(values);
    const whole = mapped === undefined ? transform : { ...transform, values: mapped };
    onSave({
      lead,
      direction,
      object,
      field,
      ...(direction === 'pull' || rule === 'always' ? {} : { write: rule }),
      ...(fallback === '' ? {} : { default: fallback }),
      ...(Object.keys(whole).length === 0 ? {} : { transform: whole }),
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('mapping.rowTitle')}
      closeButtonProps={{ 'aria-label': say('mapping.close') }}
    >
      <Stack>
        <Autocomplete
          label={say('mapping.leadField')}
          value={lead}
          data={lists.leadFields
            .filter(({ side }) => side === 'lead' || direction === 'push')
            .map(({ path }) => path)}
          onChange={setLead}
        />
        <NativeSelect
          label={say('mapping.direction')}
          value={direction}
          data={DIRECTIONS.map((value) => ({ value, label: say(`mapping.direction.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setDirection(DIRECTIONS.find((one) => one === value) ?? 'pull')
          }
        />
        <NativeSelect
          label={say('mapping.object')}
          value={object}
          data={mappable.map(({ name }) => name)}
          onChange={({ currentTarget: { value } }) => setObject(value)}
        />
        <Autocomplete
          label={say('mapping.crmField')}
          value={field}
          limit={50}
          data={offered.map(({ name }) => name)}
          description={offered.find(({ name }) => name === field)?.label}
          onChange={setField}
        />
        {direction !== 'pull' && (
          <NativeSelect
            label={say('mapping.rule')}
            value={rule}
            data={RULES.map((value) => ({ value, label: say(`mapping.rule.${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              setRule(RULES.find((one) => one === value) ?? 'always')
            }
          />
        )}
        <TextInput
          label={say('mapping.default')}
          value={fallback}
          onChange={({ currentTarget: { value } }) => setFallback(value)}
        />
        <Textarea
          label={say('mapping.values')}
          autosize
          minRows={2}
          value={values}
          onChange={({ currentTarget: { value } }) => setValues(value)}
        />
        <Group>
          <Button disabled={lead === '' || field === ''} onClick={save}>
            {say('mapping.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {say('mapping.cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
