import {
  IconHelpCircle,
  IconInfoCircle,
  IconSettings,
  IconActivity,
  IconArrowsLeftRight,
  IconCalendarTime,
  IconBell,
  IconFileExport,
  IconLayoutDashboard,
  IconMessages,
  IconRefresh,
  IconServer2,
  IconShieldLock,
  IconSitemap,
  IconTopologyStar3,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';

export interface Place {
  to: string;
  label: string;
  hint: string;
  icon: Icon;
  /** Others would only be refused. */
  adminOnly?: boolean;
}

export interface PlaceGroup {
  title: string;
  places: Place[];
}

export const NAVIGATION: PlaceGroup[] = [
  {
    title: 'Operate',
    places: [
      { to: '/', label: 'Dashboard', hint: 'Health and activity at a glance', icon: IconLayoutDashboard },
      { to: '/mirrors', label: 'Mirrors', hint: 'Repositories that are kept in sync', icon: IconRefresh },
      { to: '/groups', label: 'Groups', hint: 'Groups that are mirrored as a whole', icon: IconSitemap },
      {
        to: '/issue-sync',
        label: 'Issue sync',
        hint: 'Issues that are copied along with a mirror',
        icon: IconMessages,
      },
      { to: '/topology', label: 'Topology', hint: 'Which instance feeds which', icon: IconTopologyStar3 },
      { to: '/activity', label: 'Activity', hint: 'Background work and its outcome', icon: IconActivity },
    ],
  },
  {
    title: 'Set up',
    places: [
      {
        to: '/pairs',
        label: 'Pairs',
        hint: 'Which instance feeds which, and the default settings',
        icon: IconArrowsLeftRight,
      },
      { to: '/schedules', label: 'Schedules', hint: 'When mirrors are synced, and pauses', icon: IconCalendarTime },
      { to: '/instances', label: 'Instances', hint: 'The GitLab servers and their tokens', icon: IconServer2 },
      { to: '/group-settings', label: 'Group settings', hint: 'Tokens and defaults of groups', icon: IconShieldLock },
      {
        to: '/import-export',
        label: 'Import and export',
        hint: 'Mirrors and the whole configuration as files',
        icon: IconFileExport,
      },
      {
        to: '/notifications',
        label: 'Notifications',
        hint: 'Who is told when something goes wrong',
        icon: IconBell,
        adminOnly: true,
      },
      { to: '/users', label: 'Users', hint: 'Who may log in, and what each may do', icon: IconUsers, adminOnly: true },
    ],
  },
  {
    title: 'More',
    places: [
      { to: '/help', label: 'Help', hint: 'Answers, and how things work', icon: IconHelpCircle },
      { to: '/settings', label: 'Settings', hint: 'Profile, appearance and the API', icon: IconSettings },
      { to: '/about', label: 'About', hint: 'Version and settings of the server', icon: IconInfoCircle },
    ],
  },
];
