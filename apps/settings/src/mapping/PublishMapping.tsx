import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { ErrorState } from '../states/ErrorState.tsx';
import { useWords } from '../words/words.ts';
import { DifferenceList } from './Difference.tsx';
import type { MappingBody } from './types.ts';
import { mappingWords } from './words.ts';

interface PublishProps {
  readonly connectionId: string;
  readonly etag: string;
  readonly mapping: MappingBody;
  readonly unsaved: boolean;
}

/** Publishes the saved draft, after showing what that changes. */
export function PublishMapping({ connectionId, etag, mapping, unsaved }: PublishProps) {
  const say = useWords(mappingWords);
  const [open, setOpen] = useState(false);
  const publish = useChange('publishMapping', ['readMapping', 'listMappingVersions', 'listConnections']);
  const params = { connectionId };
  const { difference, issues } = mapping;
  const nothing = difference.length === 0;
  return (
    <>
      <Button disabled={unsaved || nothing || issues.length > 0} onClick={() => setOpen(true)}>
        {say('mapping.publish')}
      </Button>
      {nothing && mapping.published !== null && (
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/connections/$connectionId/proposal" params={params} {...props} />}
        >
          {say('mapping.review')}
        </Button>
      )}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={say('mapping.publish.title')}
        closeButtonProps={{ 'aria-label': say('mapping.close') }}
      >
        <Stack>
          <Text>{say('mapping.publish.what')}</Text>
          <DifferenceList difference={difference} />
          {publish.isError && <ErrorState failure={publish.error} />}
          <Group>
            <Button
              loading={publish.isPending}
              onClick={() => publish.mutate({ params, ifMatch: etag }, { onSuccess: () => setOpen(false) })}
            >
              {say('mapping.publish')}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {say('mapping.cancel')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
