import { createBrowserRouter } from 'react-router';
import { onAccessChange, currentAccess } from '../api/credentials';
import { queryClient } from '../api/query-client';
import { requireAccess } from '../features/auth/access';
import { NotFoundPage, RouteFault } from './faults';
import { Shell } from './shell/shell';
import { Splash } from './splash';

export const router = createBrowserRouter([
  {
    path: '/login',
    lazy: async () => ({ Component: (await import('../features/auth/login-page')).LoginPage }),
    ErrorBoundary: RouteFault,
    HydrateFallback: Splash,
  },
  {
    path: '/',
    Component: Shell,
    loader: requireAccess,
    shouldRevalidate: () => false,
    ErrorBoundary: RouteFault,
    HydrateFallback: Splash,
    children: [
      {
        ErrorBoundary: RouteFault,
        children: [
          {
            index: true,
            lazy: async () => ({ Component: (await import('../features/dashboard/dashboard-page')).DashboardPage }),
          },
          {
            path: 'mirrors',
            lazy: async () => ({ Component: (await import('../features/mirrors/mirrors-page')).MirrorsPage }),
          },
          {
            path: 'groups',
            lazy: async () => ({ Component: (await import('../features/group-wizard/follows-page')).FollowsPage }),
          },
          {
            path: 'groups/new',
            lazy: async () => ({
              Component: (await import('../features/group-wizard/group-wizard-page')).GroupWizardPage,
            }),
          },
          {
            path: 'issue-sync',
            lazy: async () => ({ Component: (await import('../features/issue-sync/issue-sync-page')).IssueSyncPage }),
          },
          {
            path: 'issue-sync/:mirrorId',
            lazy: async () => ({
              Component: (await import('../features/issue-sync/mirror-issue-sync-page')).MirrorIssueSyncPage,
            }),
          },
          {
            path: 'topology',
            lazy: async () => ({ Component: (await import('../features/topology/topology-page')).TopologyPage }),
          },
          {
            path: 'activity',
            lazy: async () => ({ Component: (await import('../features/runs/activity-page')).ActivityPage }),
          },
          {
            path: 'pairs',
            lazy: async () => ({ Component: (await import('../features/pairs/pairs-page')).PairsPage }),
          },
          {
            path: 'instances',
            lazy: async () => ({ Component: (await import('../features/instances/instances-page')).InstancesPage }),
          },
          {
            path: 'schedules',
            lazy: async () => ({ Component: (await import('../features/schedules/schedules-page')).SchedulesPage }),
          },
          {
            path: 'group-settings',
            lazy: async () => ({
              Component: (await import('../features/tokens/group-settings-page')).GroupSettingsPage,
            }),
          },
          {
            path: 'users',
            lazy: async () => ({ Component: (await import('../features/users/users-page')).UsersPage }),
          },
          {
            path: 'notifications',
            lazy: async () => ({
              Component: (await import('../features/notifications/notifications-page')).NotificationsPage,
            }),
          },
          {
            path: 'import-export',
            lazy: async () => ({
              Component: (await import('../features/import-export/import-export-page')).ImportExportPage,
            }),
          },
          {
            path: 'help',
            lazy: async () => ({ Component: (await import('../features/help/help-page')).HelpPage }),
          },
          {
            path: 'settings',
            lazy: async () => ({ Component: (await import('../features/settings/settings-page')).SettingsPage }),
          },
          {
            path: 'about',
            lazy: async () => ({ Component: (await import('../features/about/about-page')).AboutPage }),
          },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);

onAccessChange(() => {
  if (currentAccess().credentials !== null || router.state.location.pathname === '/login') return;
  const { pathname, search } = router.state.location;
  queryClient.clear();
  void router.navigate(`/login?next=${encodeURIComponent(pathname + search)}`);
});
