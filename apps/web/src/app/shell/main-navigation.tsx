import { AppShell, ScrollArea, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { dashboardQueries } from '../../features/dashboard/queries';
import { count } from '../../ui/plural';
import { Pulse } from '../../ui/pulse';
import { usePlaces } from './use-places';
import classes from './main-navigation.module.css';

export function MainNavigation({ onNavigate }: { onNavigate: () => void }) {
  const groups = usePlaces();
  return (
    <AppShell.Section grow component={ScrollArea} px="sm" py="xs">
      {groups.map((group) => (
        <div key={group.title} className={classes.group}>
          <Text className={classes.title} id={`nav-${group.title}`}>
            {group.title}
          </Text>
          <ul className={classes.list} aria-labelledby={`nav-${group.title}`}>
            {group.places.map(({ to, label, icon: Icon }) => (
              <li key={to} className={classes.place}>
                <NavLink to={to} end={to === '/'} className={classes.link ?? ''} onClick={onNavigate}>
                  <Icon size={18} stroke={1.7} aria-hidden />
                  {label}
                </NavLink>
                {to === '/mirrors' && <SyncingSign />}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </AppShell.Section>
  );
}

/** How many mirrors are being synced at this moment. */
function SyncingSign() {
  const quick = useQuery(dashboardQueries.quickStats());
  const syncing = quick.data?.syncing_count ?? 0;
  return syncing === 0 ? null : (
    <span className={`${classes.sign} numbers`} title={`${count(syncing)} syncing now`}>
      <Pulse size={7} />
      {count(syncing)}
    </span>
  );
}
