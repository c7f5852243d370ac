import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useChange, useRead } from '../api/queries.ts';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useWords } from '../words/words.ts';
import { connectionWords } from './words.ts';

/** The CRMs that can be connected, each with what it asks for; the button leads to the CRM's own consent page. */
export function Connect({ first }: { readonly first: boolean }) {
  const say = useWords(connectionWords);
  const read = useRead('listVendors', {});
  const authorize = useChange('authorize', []);
  const connect = async (vendor: string) => {
    const { body } = await authorize.mutateAsync({ body: { vendor } });
    window.location.assign(body.url);
  };
  return (
    <Loaded read={read}>
      {({ body: { items } }) => (
        <Stack>
          {!first && (
            <Title order={2} size="h4">
              {say('connections.connectAnother')}
            </Title>
          )}
          {authorize.isError && <ErrorState failure={authorize.error} />}
          {items.map(({ key, label, configured, missing, redirectUri, scopes }) => (
            <Paper key={key} withBorder p="md">
              <Group justify="space-between" align="flex-start">
                <Button
                  disabled={!configured}
                  loading={authorize.isPending}
                  onClick={() => void connect(key).catch(() => undefined)}
                >
                  {say('connections.connect', { crm: label })}
                </Button>
                {!configured && (
                  <Text>
                    {say('connections.unconfigured', {
                      variables: missing.join(', '),
                      redirect: redirectUri,
                    })}
                  </Text>
                )}
              </Group>
              <details>
                <summary>{say('connections.scopes')}</summary>
                <List size="sm">
                  {scopes.map(({ scope, reason }) => (
                    <List.Item key={scope}>
                      <code>{scope}</code>: {reason}
                    </List.Item>
                  ))}
                </List>
              </details>
            </Paper>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}
