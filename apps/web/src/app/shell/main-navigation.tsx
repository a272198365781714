import { AppShell, Anchor, ScrollArea, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { apiBase } from '../../api/settings';
import { userQueries } from '../../features/users/queries';
import { NAVIGATION } from './navigation';
import classes from './main-navigation.module.css';

export function MainNavigation({ onNavigate }: { onNavigate: () => void }) {
  const me = useQuery(userQueries.me());
  const mayOpen = (adminOnly = false): boolean => !adminOnly || me.data?.role === 'admin';
  return (
    <>
      <AppShell.Section grow component={ScrollArea} px="sm" pt="xs">
        {NAVIGATION.map((group) => (
          <div key={group.title} className={classes.group}>
            <Text className={classes.title} id={`nav-${group.title}`}>
              {group.title}
            </Text>
            <ul className={classes.list} aria-labelledby={`nav-${group.title}`}>
              {group.places
                .filter(({ adminOnly }) => mayOpen(adminOnly))
                .map(({ to, label, icon: Icon }) => (
                  <li key={to}>
                    <NavLink to={to} end={to === '/'} className={classes.link ?? ''} onClick={onNavigate}>
                      <Icon size={18} stroke={1.7} aria-hidden />
                      {label}
                    </NavLink>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </AppShell.Section>
      <AppShell.Section p="md">
        <Anchor href={`${apiBase}/docs`} target="_blank" rel="noreferrer" className={classes.docs} size="xs">
          API reference <IconExternalLink size={13} aria-hidden />
        </Anchor>
      </AppShell.Section>
    </>
  );
}
