import { Anchor, List, Text } from '@mantine/core';
import type { Lead } from '@tamis/api';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { leadWords } from './words.ts';

/** The lead's records in its CRMs, whether they are in sync, and why not. */
export function Records({ lead: { records, handOvers } }: { readonly lead: Lead }) {
  const say = useWords(leadWords);
  const format = useFormat();
  return (
    <>
      <List>
        {records.map(({ connectionId, vendorLabel, object, recordId, uiUrl, sync, convertedInto, why }) => (
          <List.Item key={`${connectionId}/${object}/${recordId}`}>
            {uiUrl === null ? (
              `${vendorLabel} ${object} ${recordId}`
            ) : (
              <Anchor href={uiUrl} target="_blank" rel="noreferrer" underline="always">
                {vendorLabel} {object} {recordId}
              </Anchor>
            )}
            : {say(`lead.sync.${sync}`, { ...convertedInto })}
            {why !== null && why !== '' && ` (${why})`}
          </List.Item>
        ))}
      </List>
      {handOvers.map(({ state, at, message }) => (
        <Text key={at}>
          {format.dateTime(at)} <span>{say(`lead.handOver.${state}`)}</span> {message}
        </Text>
      ))}
    </>
  );
}
