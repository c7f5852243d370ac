import { Button, Group, Stack, Text } from '@mantine/core';
import { useChange, useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { DifferenceList } from './Difference.tsx';
import { mappingWords } from './words.ts';

/** Published versions with what each changed, and the way back to any. */
export function MappingVersions({
  connectionId,
  etag,
}: {
  readonly connectionId: string;
  readonly etag: string;
}) {
  const say = useWords(mappingWords);
  const format = useFormat();
  const may = useMay('editor');
  const params = { connectionId };
  const read = useRead('listMappingVersions', { params });
  const revert = useChange('revertMapping', ['readMapping', 'suggestMapping']);
  return (
    <details>
      <summary>{say('mapping.versions')}</summary>
      {revert.isError && <ErrorState failure={revert.error} />}
      <Loaded read={read}>
        {({ body: { items } }) => (
          <Stack>
            {items.map(({ version, publishedAt, publishedBy: by, difference }) => (
              <div key={version}>
                <Group justify="space-between">
                  <Text fw={600}>
                    {say('mapping.versionLine', { version, by, at: format.dateTime(publishedAt) })}
                  </Text>
                  {may && (
                    <Button
                      size="xs"
                      variant="default"
                      loading={revert.isPending}
                      onClick={() => revert.mutate({ params, body: { version }, ifMatch: etag })}
                    >
                      {say('mapping.revert', { version })}
                    </Button>
                  )}
                </Group>
                <DifferenceList difference={difference} />
              </div>
            ))}
          </Stack>
        )}
      </Loaded>
    </details>
  );
}
