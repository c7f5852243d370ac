import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words/words.ts';
import { draftOf, hasRivals, type RowDraft, rowOf, winnerOf, winnersOf, withWinner } from './rowDraft.ts';
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
  const [draft, setDraft] = useState(() => draftOf(row, lists));
  const change = (part: Partial<RowDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('mapping.rowTitle')}
      closeButtonProps={{ 'aria-label': say('mapping.close') }}
    >
      <Stack>
        <Sides draft={draft} lists={lists} onChange={change} />
        {hasRivals(draft) && <Rivals draft={draft} onChange={change} />}
        <Rules draft={draft} onChange={change} />
        <Group>
          <Button
            disabled={draft.lead === '' || draft.field === ''}
            onClick={() => onSave(rowOf(draft, row))}
          >
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

interface PartProps {
  readonly draft: RowDraft;
  readonly onChange: (part: Partial<RowDraft>) => void;
}

/** Which field of the lead, which field of the CRM, and in which direction. */
function Sides({ draft, lists, onChange }: PartProps & { readonly lists: FieldLists }) {
  const say = useWords(mappingWords);
  const { lead, direction, object, field } = draft;
  const offered = lists.objects.find(({ name }) => name === object)?.fields ?? [];
  return (
    <>
      <Autocomplete
        label={say('mapping.leadField')}
        value={lead}
        data={lists.leadFields
          .filter(({ side }) => side === 'lead' || direction === 'push')
          .map(({ path }) => path)}
        onChange={(value) => onChange({ lead: value })}
      />
      <NativeSelect
        label={say('mapping.direction')}
        value={direction}
        data={DIRECTIONS.map((value) => ({ value, label: say(`mapping.direction.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ direction: DIRECTIONS.find((one) => one === value) ?? 'pull' })
        }
      />
      <NativeSelect
        label={say('mapping.object')}
        value={object}
        data={lists.objects.filter(({ role }) => role !== 'activity').map(({ name }) => name)}
        onChange={({ currentTarget: { value } }) => onChange({ object: value })}
      />
      <Autocomplete
        label={say('mapping.crmField')}
        value={field}
        limit={50}
        data={offered.map(({ name }) => name)}
        description={offered.find(({ name }) => name === field)?.label}
        onChange={(value) => onChange({ field: value })}
      />
    </>
  );
}

/** Who wins where this CRM's field and the others differ, and what an emptied field means. */
function Rivals({ draft, onChange }: PartProps) {
  const say = useWords(mappingWords);
  const winner = winnerOf({ ...draft, write: draft.rule });
  const choices = winnersOf(draft);
  return (
    <>
      <NativeSelect
        label={say('mapping.winner')}
        description={say(`mapping.winner.${winner}.more`)}
        value={winner}
        data={choices.map((value) => ({ value, label: say(`mapping.winner.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange(withWinner(draft, choices.find((one) => one === value) ?? winner))
        }
      />
      <Checkbox
        label={say('mapping.blanks')}
        description={say('mapping.blanks.more')}
        checked={draft.blanks}
        onChange={({ currentTarget: { checked } }) => onChange({ blanks: checked })}
      />
    </>
  );
}

/** When the row writes, what stands in for nothing, and how values are translated. */
function Rules({ draft, onChange }: PartProps) {
  const say = useWords(mappingWords);
  const { direction, rule, fallback, values } = draft;
  const rules = RULES.filter((one) => one !== 'only-if-empty' || !hasRivals(draft));
  return (
    <>
      {direction !== 'pull' && rules.includes(rule) && (
        <NativeSelect
          label={say('mapping.rule')}
          value={rule}
          data={rules.map((value) => ({ value, label: say(`mapping.rule.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            onChange({ rule: RULES.find((one) => one === value) ?? 'always' })
          }
        />
      )}
      <TextInput
        label={say('mapping.default')}
        value={fallback}
        onChange={({ currentTarget: { value } }) => onChange({ fallback: value })}
      />
      <Textarea
        label={say('mapping.values')}
        rows={4}
        value={values}
        onChange={({ currentTarget: { value } }) => onChange({ values: value })}
      />
    </>
  );
}
