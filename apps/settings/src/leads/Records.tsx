import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import type { Lead } from '@tamis/api';
import { useState } from 'react';
import { useMay } from '../app/session.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { decisionWords } from './decisionWords.ts';
import { type LinkChoice, LinkDialog } from './LinkDialog.tsx';
import { isSeveral, isThere, type LeadRecord, recordName, recordTitle } from './useLinkDecided.ts';
import { leadWords } from './words.ts';

interface RecordsProps {
  readonly lead: Lead;
  readonly etag: string;
}

/** The lead's records in its CRMs: whether they are in sync, why they are this lead's, and a person's say in that. */
export function Records({ lead, etag }: RecordsProps) {
  const say = useWords(decisionWords);
  const [asked, setAsked] = useState<{ choice: LinkChoice; record: LeadRecord } | null>(null);
  const [isDone, setDone] = useState(false);
  return (
    <>
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {lead.records.map((record) => (
          <li key={recordName(record)}>
            <RecordLine record={record} />
            <Choices
              record={record}
              several={isSeveral(lead)}
              onChoose={(choice) => {
                setDone(false);
                setAsked({ choice, record });
              }}
            />
          </li>
        ))}
      </Stack>
      {isDone && <Text role="status">{say('link.decided')}</Text>}
      <HandOvers lead={lead} />
      {asked !== null && (
        <LinkDialog
          {...asked}
          lead={lead}
          etag={etag}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            setDone(true);
          }}
        />
      )}
    </>
  );
}

function RecordLine({ record }: { readonly record: LeadRecord }) {
  const say = useWords(leadWords);
  const sayDecision = useWords(decisionWords);
  const { uiUrl, sync, convertedInto, why, link } = record;
  const kind = link.kind === 'alone' || link.kind === 'gone' ? link.kind : 'why';
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Text>
        {uiUrl === null ? (
          recordTitle(record)
        ) : (
          <Anchor href={uiUrl} target="_blank" rel="noreferrer" underline="always">
            {recordTitle(record)}
          </Anchor>
        )}
        : {say(`lead.sync.${sync}`, { ...convertedInto })}
        {why !== null && why !== '' && ` (${why})`}
      </Text>
      <Text size="sm">{sayDecision(`link.${kind}`, { why: link.text })}</Text>
    </div>
  );
}

interface ChoicesProps {
  readonly record: LeadRecord;
  /** The lead has several records that are there. */
  readonly several: boolean;
  readonly onChoose: (choice: LinkChoice) => void;
}

/** What a person may decide about a record now. */
function Choices({ record, several, onChoose }: ChoicesProps) {
  const say = useWords(decisionWords);
  const may = useMay('editor');
  if (!may || !isThere(record)) return null;
  const choices: readonly LinkChoice[] = [
    ...(several ? (['cut'] as const) : []),
    'join',
    ...(record.link.byHand === null ? [] : (['free'] as const)),
  ];
  return (
    <Group gap="xs" mt={4}>
      {choices.map((choice) => (
        <Button
          key={choice}
          size="compact-sm"
          variant="default"
          aria-label={say(`link.${choice}Record`, { record: recordTitle(record) })}
          onClick={() => onChoose(choice)}
        >
          {say(`link.${choice}`)}
        </Button>
      ))}
    </Group>
  );
}

function HandOvers({ lead: { handOvers } }: { readonly lead: Lead }) {
  const say = useWords(leadWords);
  const format = useFormat();
  return handOvers.map(({ state, at, message }) => (
    <Text key={at}>
      {format.dateTime(at)} <span>{say(`lead.handOver.${state}`)}</span> {message}
    </Text>
  ));
}
