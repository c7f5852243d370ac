import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useChange, useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { qualificationWords } from './words.ts';

/** Published versions of the model, and the way back to each. */
export function Versions({ etag, present }: { readonly etag: string; readonly present: number }) {
  const say = useWords(qualificationWords);
  const format = useFormat();
  const may = useMay('editor');
  const read = useRead('listModelVersions', {});
  const rollBack = useChange('rollBackModel', ['readModel', 'listModelVersions', 'simulateModel']);
  return (
    <section aria-label={say('qualification.versions')}>
      <Title order={2} size="h5">
        {say('qualification.versions')}
      </Title>
      {rollBack.isError && <ErrorState failure={rollBack.error} />}
      <Loaded read={read}>
        {({ body: { items } }) => (
          <Stack gap="xs">
            {items.map(({ version, publishedAt, publishedBy }) => (
              <Group key={version} justify="space-between">
                <Text>
                  {say('qualification.versionLine', {
                    version,
                    at: format.dateTime(publishedAt),
                    by: publishedBy ?? '–',
                  })}
                </Text>
                {may && version !== present && (
                  <Button
                    variant="default"
                    size="xs"
                    loading={rollBack.isPending}
                    onClick={() => rollBack.mutate({ body: { version }, ifMatch: etag })}
                  >
                    {say('qualification.rollBack', { version })}
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
    </section>
  );
}
