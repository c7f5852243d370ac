import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useRead } from '../api/queries.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import { decisionWords } from './decisionWords.ts';

const FOUND = 6;
const TYPING_MS = 200;

interface OtherLeadProps {
  /** The lead that is no choice. */
  readonly than: string;
  /** The id of the lead chosen; empty for none. */
  readonly chosen: string;
  readonly onChoose: (leadId: string) => void;
}

/** Finds another lead by name, e-mail or company. */
export function OtherLead({ than, chosen, onChoose }: OtherLeadProps) {
  const say = useWords(decisionWords);
  const stageLabel = useStageLabel();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const query = { search, limit: FOUND, sort: 'name' } as const;
  const read = useRead('listLeads', { query }, { enabled: search !== '', keep: true });
  const found = (search === '' ? [] : (read.data?.body.items ?? [])).filter(({ id }) => id !== than);
  return (
    <>
      <TextInput
        type="search"
        label={say('link.search')}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          onChoose('');
        }}
      />
      {search !== '' && read.isSuccess && found.length === 0 && <Text role="status">{say('link.none')}</Text>}
      {found.length > 0 && (
        <Radio.Group label={say('link.found')} value={chosen} onChange={onChoose}>
          <Stack gap="xs">
            {found.map(({ id, name, email, company, stage }) => (
              <Radio
                key={id}
                value={id}
                label={[name, email, company, stageLabel(stage)].filter((part) => part !== '').join(', ')}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </>
  );
}
