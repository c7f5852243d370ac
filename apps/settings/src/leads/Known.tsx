import { List, Table, Text } from '@mantine/core';
import type { Lead } from '@tamis/api';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { activityWords } from './activityWords.ts';
import { leadWords } from './words.ts';

/** What is known of the person and the company. */
export function Facts({ lead: { facts } }: { readonly lead: Lead }) {
  const format = useFormat();
  return (
    <Table layout="fixed">
      <Table.Tbody>
        {facts.map(({ path, label, value, at }) => (
          <Table.Tr key={path}>
            <Table.Th scope="row">{label}</Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{at === null ? value : format.date(at)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What the lead did, newest first. */
export function Activities({ lead: { activities } }: { readonly lead: Lead }) {
  const say = useWords(leadWords);
  const format = useFormat();
  const name = useActivityName();
  if (activities.length === 0) return <Text>{say('lead.noActivities')}</Text>;
  return (
    <List>
      {activities.map(({ kind, at, count, detail }) => (
        <List.Item key={`${kind} ${at} ${detail}`} style={{ overflowWrap: 'anywhere' }}>
          {say('lead.pair', { label: format.dateTime(at), value: name(kind) })}
          {count > 1 && ` × ${count}`}
          {detail !== '' && ` (${detail})`}
        </List.Item>
      ))}
    </List>
  );
}

/** A kind that a company has added to its mapping goes by its own name. */
function useActivityName(): (kind: string) => string {
  const say = useWords(activityWords);
  return (kind) => {
    const id = `activity.${kind}`;
    return isKnown(id) ? say(id) : kind;
  };
}

function isKnown(id: string): id is keyof typeof activityWords {
  return Object.hasOwn(activityWords, id);
}
