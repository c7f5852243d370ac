import { NativeSelect, TextInput } from '@mantine/core';
import type { Lead } from '@tamis/api';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { useWords } from '../words/words.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { decisionWords } from './decisionWords.ts';
import { ReasonInput } from './ReasonInput.tsx';
import { leadWords } from './words.ts';

interface ValueDialogProps {
  readonly lead: Lead;
  readonly etag: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** One field of the person or the company, set by hand: value, reason, and until when. */
export function ValueDialog({ lead, etag, onClose, onDone }: ValueDialogProps) {
  const say = useWords(decisionWords);
  const sayLead = useWords(leadWords);
  const [draft, setDraft] = useState({
    path: lead.settable[0]?.path ?? '',
    value: '',
    reason: '',
    until: '',
  });
  const set = useChange('setManualValue', ['readLead', 'readLeadHistory']);
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const { path, value, reason, until } = draft;
  const type = lead.settable.find((one) => one.path === path)?.type ?? 'text';
  const body = { value: meant(value, type), reason, until: until === '' ? null : Date.parse(until) };
  return (
    <DecisionDialog
      title={say('value.set')}
      what={say('value.what')}
      decide={say('value.save')}
      busy={set.isPending}
      failure={set.error}
      onDecide={() =>
        set.mutate({ params: { leadId: lead.id, path }, body, ifMatch: etag }, { onSuccess: onDone })
      }
      onClose={onClose}
    >
      <NativeSelect
        label={say('value.field')}
        value={path}
        data={lead.settable.map((one) => ({ value: one.path, label: one.label }))}
        onChange={({ currentTarget }) => change({ path: currentTarget.value, value: '' })}
      />
      <TextInput
        type={type}
        step="any"
        label={say('value.value')}
        value={value}
        maxLength={500}
        onChange={({ currentTarget }) => change({ value: currentTarget.value })}
      />
      <ReasonInput reason={reason} onChange={(text) => change({ reason: text })} />
      <TextInput
        type="date"
        label={sayLead('lead.manual.until')}
        value={until}
        onChange={({ currentTarget }) => change({ until: currentTarget.value })}
      />
    </DecisionDialog>
  );
}

function meant(value: string, type: 'text' | 'number'): string | number | null {
  const text = value.trim();
  if (text === '') return null;
  return type === 'number' ? Number(text) : text;
}
