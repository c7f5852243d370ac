import { Button, NativeSelect, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useChange } from '../api/queries.ts';
import { useWords } from '../words/words.ts';
import { speak, useSession } from './session.tsx';
import { appWords } from './words.ts';

/** What the service words in the reader's language. */
const SAID_BY_THE_SERVICE = ['readLead', 'readLeadHistory', 'listLeads', 'listFields'] as const;

/** Language, theme, and the way out. */
export function Preferences() {
  const say = useWords(appWords);
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const changeMe = useChange('changeMe', ['readSession', ...SAID_BY_THE_SERVICE]);
  const signOut = useChange('signOut', []);
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut.mutateAsync({});
    client.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Stack gap="xs">
      <NativeSelect
        label={say('app.language')}
        value={user.language}
        data={[
          { value: 'en', label: 'English' },
          { value: 'fr', label: 'Français' },
        ]}
        onChange={({ currentTarget: { value } }) => {
          const language = value === 'fr' ? 'fr' : 'en';
          speak(language);
          changeMe.mutate({ body: { language } });
        }}
      />
      <NativeSelect
        label={say('app.theme')}
        value={colorScheme}
        data={(['auto', 'light', 'dark'] as const).map((value) => ({
          value,
          label: say(`app.theme.${value}`),
        }))}
        onChange={({ currentTarget: { value } }) =>
          setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')
        }
      />
      <Text size="sm" truncate>
        {user.email}
      </Text>
      <Button variant="default" onClick={() => void leave()}>
        {say('app.signOut')}
      </Button>
    </Stack>
  );
}
