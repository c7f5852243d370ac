import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type Lead, stages } from '@tamis/api';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { NoPermission } from '../states/NoPermission.tsx';
import { useFormat } from '../words/format.ts';
import { useStageLabel } from '../words/stages.ts';
import { useWords } from '../words/words.ts';
import { ReasonInput } from './ReasonInput.tsx';
import { leadWords } from './words.ts';

interface ManualProps {
  readonly lead: Lead;
  readonly etag: string;
}

/** A person's own decision: stage, reason, and until when. */
export function ManualStage({ lead, etag }: ManualProps) {
  const say = useWords(leadWords);
  const may = useMay('editor');
  const clear = useChange('clearManualStage', ['readLead', 'readLeadHistory']);
  const set = useChange('setManualStage', ['readLead', 'readLeadHistory']);
  const params = { leadId: lead.id };
  const failure = set.error ?? clear.error;
  if (!may) return <NoPermission />;
  return (
    <Stack gap="xs">
      {lead.manual !== null && <Present manual={lead.manual} />}
      {failure !== null && <ErrorState failure={failure} />}
      {(set.isSuccess || clear.isSuccess) && <Text role="status">{say('lead.manual.saved')}</Text>}
      <Form
        lead={lead}
        busy={set.isPending}
        onSet={(body) => set.mutate({ params, body, ifMatch: etag })}
        onClear={lead.manual === null ? null : () => clear.mutate({ params, ifMatch: etag })}
      />
    </Stack>
  );
}

function Present({ manual }: { readonly manual: NonNullable<Lead['manual']> }) {
  const say = useWords(leadWords);
  const format = useFormat();
  const stageLabel = useStageLabel();
  const { stage, by, reason, until } = manual;
  return (
    <Text>
      {say('lead.manual.now', {
        stage: stageLabel(stage),
        by,
        reason,
        until: until === null ? say('lead.manual.forEver') : format.date(until),
      })}
    </Text>
  );
}

interface FormProps {
  readonly lead: Lead;
  readonly busy: boolean;
  readonly onSet: (body: { stage: Lead['stage']; reason: string; until: number | null }) => void;
  readonly onClear: (() => void) | null;
}

function Form({ lead, busy, onSet, onClear }: FormProps) {
  const say = useWords(leadWords);
  const stageLabel = useStageLabel();
  const [stage, setStage] = useState<Lead['stage']>(lead.manual?.stage ?? lead.stage);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSet({ stage, reason, until: until === '' ? null : Date.parse(until) });
      }}
    >
      <Group align="flex-end">
        <NativeSelect
          label={say('leads.stage')}
          value={stage}
          data={stages.map((value) => ({ value, label: stageLabel(value) }))}
          onChange={({ currentTarget: { value } }) => setStage(stages.find((one) => one === value) ?? stage)}
        />
        <ReasonInput reason={reason} onChange={setReason} />
        <TextInput
          type="date"
          label={say('lead.manual.until')}
          value={until}
          onChange={({ currentTarget: { value } }) => setUntil(value)}
        />
        <Button type="submit" loading={busy}>
          {say('lead.manual.save')}
        </Button>
        {onClear !== null && (
          <Button variant="default" onClick={onClear}>
            {say('lead.manual.clear')}
          </Button>
        )}
      </Group>
    </form>
  );
}
