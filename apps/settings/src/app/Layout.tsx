import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWords } from '../words/words.ts';
import classes from './Layout.module.css';
import { Preferences } from './Preferences.tsx';
import { useSession } from './session.tsx';
import { appWords } from './words.ts';

const PAGES = ['connections', 'mapping', 'runs', 'leads', 'qualification'] as const;

/** The frame of every page: skip link, navigation, preferences. */
export function Layout() {
  const say = useWords(appWords);
  const [opened, menu] = useDisclosure();
  const { pathname } = useLocation();
  const { workspace } = useSession();
  const close = menu.close;
  useEffect(() => {
    close();
    if (pathname !== '') document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className={classes.skip} href="#main">
        {say('app.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap">
            <Burger
              opened={opened}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={say('app.menu')}
            />
            <Text fw={700}>Tamis</Text>
            <Text visibleFrom="sm">{workspace.name}</Text>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" aria-label={say('app.navigation')}>
        <AppShell.Section grow className={classes.pages}>
          {PAGES.map((page) => (
            <NavLink
              key={page}
              renderRoot={(props) => <Link to={`/${page}`} {...props} />}
              label={say(`app.${page}`)}
              active={pathname.startsWith(`/${page}`)}
              aria-current={pathname.startsWith(`/${page}`) ? 'page' : undefined}
            />
          ))}
        </AppShell.Section>
        <AppShell.Section>
          <Preferences />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
