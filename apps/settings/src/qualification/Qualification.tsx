import { Alert, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Answer, routes } from '@tamis/api';
import { useState } from 'react';
import { useRead } from '../api/queries.ts';
import { PageTitle } from '../app/PageTitle.tsx';
import { useMay } from '../app/session.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { NoPermission } from '../states/NoPermission.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { Numbers } from './Numbers.tsx';
import { changedNumbers } from './numbers.ts';
import { Publish } from './Publish.tsx';
import { Simulation } from './Simulation.tsx';
import { Versions } from './Versions.tsx';
import { qualificationWords } from './words.ts';

const THINKING_MS = 400;

type Model = Answer<(typeof routes)['readModel']>;

/** Points and thresholds of the model, on the real leads, before anything is published. */
export function Qualification() {
  const say = useWords(qualificationWords);
  const read = useRead('readModel', {});
  return (
    <Stack>
      <PageTitle title={say('qualification.title')} />
      <Loaded read={read}>
        {({ body, etag }) => <Editor key={body.published.version} model={body} etag={etag} />}
      </Loaded>
    </Stack>
  );
}

function Editor({ model, etag }: { readonly model: Model; readonly etag: string }) {
  const say = useWords(qualificationWords);
  const format = useFormat();
  const may = useMay('editor');
  const [edits, setEdits] = useState<Readonly<Record<string, number>>>({});
  const changes = changedNumbers(model.numbers, edits);
  const [settled] = useDebouncedValue(changes, THINKING_MS);
  const simulation = useRead('simulateModel', { body: { numbers: [...settled] } }, { keep: true });
  const { version, publishedAt } = model.published;
  return (
    <>
      {!may && <NoPermission />}
      <Text>{say('qualification.version', { version, at: format.dateTime(publishedAt) })}</Text>
      {model.warnings.length > 0 && (
        <Alert color="yellow" variant="light" title={say('qualification.warnings')}>
          {model.warnings.map(({ message }) => (
            <Text key={message}>{message}</Text>
          ))}
        </Alert>
      )}
      <Publish
        etag={etag}
        changes={changes}
        simulation={simulation.data?.body ?? null}
        onReset={() =>
          setEdits(Object.fromEntries(model.numbers.map(({ id, published }) => [id, published])))
        }
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Numbers
          numbers={model.numbers}
          edits={edits}
          readOnly={!may}
          onEdit={(id, value) => setEdits((before) => ({ ...before, [id]: value }))}
        />
        <Stack>
          <Loaded read={simulation}>
            {({ body }) => <Simulation simulation={body} computing={simulation.isFetching} />}
          </Loaded>
          <Versions etag={etag} present={version} />
        </Stack>
      </SimpleGrid>
    </>
  );
}
