import { NumberInput, SimpleGrid, Stack } from '@mantine/core';
import type { ModelNumber } from '@tamis/api';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './Numbers.module.css';
import { GROUPS, numberLabel } from './numbers.ts';
import { qualificationWords } from './words.ts';

interface NumbersProps {
  readonly numbers: readonly ModelNumber[];
  readonly edits: Readonly<Record<string, number>>;
  readonly readOnly: boolean;
  readonly onEdit: (id: string, value: number) => void;
}

/** The numbers of the model in groups; each says what is published where it differs. */
export function Numbers({ numbers, edits, readOnly, onEdit }: NumbersProps) {
  const say = useWords(qualificationWords);
  return (
    <Stack>
      {GROUPS.map((group) => (
        <details key={group} open={group === 'thresholds'} className={classes.group}>
          <summary>{say(`qualification.group.${group}`)}</summary>
          <SimpleGrid className={classes.numbers} cols={{ base: 1, sm: 2 }} mt="xs">
            {numbers
              .filter((number) => number.group === group)
              .map((number) => (
                <OneNumber
                  key={number.id}
                  number={number}
                  value={edits[number.id] ?? number.value}
                  readOnly={readOnly}
                  onEdit={onEdit}
                />
              ))}
          </SimpleGrid>
        </details>
      ))}
    </Stack>
  );
}

interface OneNumberProps {
  readonly number: ModelNumber;
  readonly value: number;
  readonly readOnly: boolean;
  readonly onEdit: (id: string, value: number) => void;
}

function OneNumber({ number, value, readOnly, onEdit }: OneNumberProps) {
  const say = useWords(qualificationWords);
  const format = useFormat();
  const { id, published, min, max, unit } = number;
  return (
    <NumberInput
      label={numberLabel(number, say)}
      description={
        value === published ? undefined : say('qualification.was', { value: format.number(published, 2) })
      }
      value={value}
      min={min}
      max={max}
      decimalScale={unit === 'points' ? 2 : 0}
      clampBehavior="strict"
      readOnly={readOnly}
      onChange={(next) => {
        if (typeof next === 'number') onEdit(id, next);
      }}
    />
  );
}
