import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { Lead } from '@tamis/api';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { decisionWords } from './decisionWords.ts';
import { ValueDialog } from './ValueDialog.tsx';
import { leadWords } from './words.ts';

interface ManualValuesProps {
  readonly lead: Lead;
  readonly etag: string;
}

/** Fields that people set: what, who, why and until when; they hold over whatever the CRMs say. */
export function ManualValues({ lead, etag }: ManualValuesProps) {
  const say = useWords(decisionWords);
  const sayLead = useWords(leadWords);
  const may = useMay('editor');
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const clear = useChange('clearManualValue', ['readLead', 'readLeadHistory']);
  const { manualValues } = lead;
  const leave = (path: string) =>
    clear.mutate({ params: { leadId: lead.id, path }, ifMatch: etag }, { onSuccess: () => setDone(true) });
  return (
    <Stack gap="xs" align="flex-start">
      {manualValues.length === 0 ? (
        <Text>{say('value.none')}</Text>
      ) : (
        <List>
          {manualValues.map((one) => (
            <ValueLine key={one.path} value={one} onClear={may ? () => leave(one.path) : null} />
          ))}
        </List>
      )}
      {clear.isError && <ErrorState failure={clear.error} />}
      {isDone && <Text role="status">{sayLead('lead.manual.saved')}</Text>}
      {may && <Button onClick={() => setOpen(true)}>{say('value.set')}</Button>}
      {isOpen && (
        <ValueDialog
          lead={lead}
          etag={etag}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            setDone(true);
          }}
        />
      )}
    </Stack>
  );
}

interface ValueLineProps {
  readonly value: Lead['manualValues'][number];
  /** `null` where the reader may not. */
  readonly onClear: (() => void) | null;
}

function ValueLine({ value: { label, value, by, reason, until }, onClear }: ValueLineProps) {
  const say = useWords(decisionWords);
  const sayLead = useWords(leadWords);
  const format = useFormat();
  const parts = {
    label,
    value: value ?? say('value.nothing'),
    by,
    reason,
    until: until === null ? sayLead('lead.manual.forEver') : format.date(until),
  };
  return (
    <List.Item style={{ overflowWrap: 'anywhere' }}>
      <Group gap="xs">
        <span>{say('value.now', parts)}</span>
        {onClear !== null && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={say('value.clearField', { label })}
            onClick={onClear}
          >
            {say('value.clear')}
          </Button>
        )}
      </Group>
    </List.Item>
  );
}
