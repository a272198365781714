import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Link, Outlet, ScrollRestoration } from 'react-router';
import { LiveIndicator } from '../../features/live/live-indicator';
import { useLiveUpdates } from '../../features/live/use-live-updates';
import { Logo } from '../../ui/logo';
import { ColorSchemeMenu } from './color-scheme-menu';
import { CommandBar } from './command-bar';
import { ConnectionBanner } from './connection-banner';
import { LoginAgain } from './login-again';
import { MainNavigation } from './main-navigation';
import { NavigationProgress } from './navigation-progress';
import { UserMenu } from './user-menu';
import classes from './shell.module.css';

export function Shell() {
  const [opened, { toggle, close }] = useDisclosure(false);
  useLiveUpdates();
  const isNarrow = useMediaQuery('(max-width: 62em)') ?? false;

  return (
    <AppShell
      layout="alt"
      header={{ height: 'var(--mm-header-height)' }}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !opened } }}
    >
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header className={classes.header}>
        <NavigationProgress />
        <Burger
          opened={opened}
          onClick={toggle}
          hiddenFrom="md"
          size="sm"
          aria-label="Main menu"
          aria-expanded={opened}
        />
        <Link to="/" className={classes.homeCompact} aria-label="Mirror Maestro, dashboard">
          <Logo size={24} />
        </Link>
        <CommandBar />
        <Group gap={4} wrap="nowrap" ml="auto">
          <LiveIndicator />
          <ColorSchemeMenu />
          <UserMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Main" inert={isNarrow && !opened}>
        <Group h="var(--mm-header-height)" px="md" gap="xs" wrap="nowrap" justify="space-between">
          <Link to="/" className={classes.home} onClick={close}>
            <Logo size={24} />
            <Text fw={650} size="sm" span>
              Mirror Maestro
            </Text>
          </Link>
          <Burger opened onClick={close} hiddenFrom="md" size="sm" aria-label="Close the main menu" />
        </Group>
        <MainNavigation onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main>
        <ConnectionBanner />
        <div id="main" tabIndex={-1} className={classes.page}>
          <Outlet />
        </div>
      </AppShell.Main>
      <LoginAgain />
      <ScrollRestoration getKey={({ pathname }) => pathname} />
    </AppShell>
  );
}
