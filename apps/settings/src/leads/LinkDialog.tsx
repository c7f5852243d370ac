import { Checkbox } from '@mantine/core';
import type { Lead } from '@tamis/api';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { useWords } from '../words/words.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { decisionWords } from './decisionWords.ts';
import { OtherLead } from './OtherLead.tsx';
import { ReasonInput } from './ReasonInput.tsx';
import { isSeveral, type LeadRecord, recordName, recordTitle, useLinkDecided } from './useLinkDecided.ts';

/** What is decided about a record. */
export type LinkChoice = 'cut' | 'join' | 'free';

interface LinkDialogProps {
  readonly lead: Lead;
  readonly etag: string;
  readonly record: LeadRecord;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The dialog of a decision about a link. */
export function LinkDialog({ choice, ...props }: LinkDialogProps & { readonly choice: LinkChoice }) {
  const Dialog = DIALOGS[choice];
  return <Dialog {...props} />;
}

const DIALOGS = { cut: CutDialog, join: JoinDialog, free: FreeDialog } as const;

function CutDialog({ lead, etag, record, onClose, onDone }: LinkDialogProps) {
  const say = useWords(decisionWords);
  const [reason, setReason] = useState('');
  const cut = useChange('cutRecord', ['listLeads']);
  const decided = useLinkDecided(lead);
  const request = {
    params: { leadId: lead.id },
    body: { record: recordName(record), reason },
    ifMatch: etag,
  };
  return (
    <DecisionDialog
      title={say('link.cutRecord', { record: recordTitle(record) })}
      what={say('link.cut.what')}
      decide={say('link.cut')}
      busy={cut.isPending}
      failure={cut.error}
      onDecide={() =>
        cut.mutate(request, { onSuccess: ({ body }) => void decided(body, false).then(onDone) })
      }
      onClose={onClose}
    >
      <ReasonInput reason={reason} onChange={setReason} />
    </DecisionDialog>
  );
}

function JoinDialog({ lead, etag, record, onClose, onDone }: LinkDialogProps) {
  const say = useWords(decisionWords);
  const [reason, setReason] = useState('');
  const [other, setOther] = useState('');
  const [withOthers, setWithOthers] = useState(true);
  const join = useChange('joinRecord', ['listLeads']);
  const decided = useLinkDecided(lead);
  const follows = withOthers || !isSeveral(lead);
  const body = { record: recordName(record), to: { leadId: other }, reason, withOthers };
  const request = { params: { leadId: lead.id }, body, ifMatch: etag };
  return (
    <DecisionDialog
      title={say('link.joinRecord', { record: recordTitle(record) })}
      what={say('link.join.what')}
      decide={say('link.join')}
      busy={join.isPending}
      disabled={other === ''}
      failure={join.error}
      onDecide={() =>
        join.mutate(request, { onSuccess: (reply) => void decided(reply.body, follows).then(onDone) })
      }
      onClose={onClose}
    >
      <OtherLead than={lead.id} chosen={other} onChoose={setOther} />
      {isSeveral(lead) && (
        <Checkbox
          label={say('link.withOthers')}
          checked={withOthers}
          onChange={({ currentTarget: { checked } }) => setWithOthers(checked)}
        />
      )}
      <ReasonInput reason={reason} onChange={setReason} />
    </DecisionDialog>
  );
}

function FreeDialog({ lead, etag, record, onClose, onDone }: LinkDialogProps) {
  const say = useWords(decisionWords);
  const free = useChange('freeRecord', ['listLeads']);
  const decided = useLinkDecided(lead);
  const request = { params: { leadId: lead.id }, body: { record: recordName(record) }, ifMatch: etag };
  return (
    <DecisionDialog
      title={say('link.freeRecord', { record: recordTitle(record) })}
      what={say('link.free.what')}
      decide={say('link.free')}
      busy={free.isPending}
      failure={free.error}
      onDecide={() =>
        free.mutate(request, { onSuccess: ({ body }) => void decided(body, !isSeveral(lead)).then(onDone) })
      }
      onClose={onClose}
    />
  );
}
