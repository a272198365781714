import type { NotificationEvent } from '../rules/rule-events';

interface Words {
  /** So many things are wrong. */
  wrong(count: number): string;
  still(count: number): string;
  /** So many are not wrong any more. */
  well(count: number): string;
  /** What to do about it. */
  advice: string;
  /** Page of the web app that shows all of them. */
  path: string;
}

const words =
  (one: string, many: string) =>
  (count: number): string =>
    count === 1 ? `1 ${one}` : `${count} ${many}`;

export const WORDS: Record<NotificationEvent, Words> = {
  mirror_failed: {
    wrong: words('mirror fails', 'mirrors fail'),
    still: words('mirror still fails', 'mirrors still fail'),
    well: words('mirror works again', 'mirrors work again'),
    advice: "Open the mirror: it shows GitLab's reason and what helps. Usually it is its token, or diverged branches.",
    path: '/mirrors?status=failed',
  },
  mirror_stale: {
    wrong: words('mirror is out of date', 'mirrors are out of date'),
    still: words('mirror is still out of date', 'mirrors are still out of date'),
    well: words('mirror is up to date again', 'mirrors are up to date again'),
    advice: 'Sync the mirror now; if nothing happens, look at its last error and at the health of both instances.',
    path: '/mirrors?sort=last_successful_update',
  },
  mirror_drift: {
    wrong: words('mirror has drifted', 'mirrors have drifted'),
    still: words('mirror has still drifted', 'mirrors have still drifted'),
    well: words('mirror is as it should be again', 'mirrors are as they should be again'),
    advice: 'Open the mirror, see what differs on GitLab, and repair it there.',
    path: '/mirrors?verify=drift',
  },
  mirror_held: {
    wrong: words('mirror waits for approval', 'mirrors wait for approval'),
    still: words('mirror still waits for approval', 'mirrors still wait for approval'),
    well: words('mirror goes on', 'mirrors go on'),
    advice: 'Nothing is copied until somebody has looked at the change of the source and approved it.',
    path: '/mirrors?held=true',
  },
  issue_sync_failed: {
    wrong: words('issue sync fails', 'issue syncs fail'),
    still: words('issue sync still fails', 'issue syncs still fail'),
    well: words('issue sync works again', 'issue syncs work again'),
    advice: 'Open the issue sync: its last run says what went wrong. It is tried again by itself.',
    path: '/issue-sync',
  },
  token_expiring: {
    wrong: words('token expires soon', 'tokens expire soon'),
    still: words('token still expires soon', 'tokens still expire soon'),
    well: words('token has been renewed', 'tokens have been renewed'),
    advice: 'Make a new token on GitLab and enter it here before the old one dies; mirrors that use it stop otherwise.',
    path: '/group-settings',
  },
  instance_degraded: {
    wrong: words('instance is degraded', 'instances are degraded'),
    still: words('instance is still degraded', 'instances are still degraded'),
    well: words('instance is well again', 'instances are well again'),
    advice: 'Look whether GitLab runs and can be reached from here, and whether its token is still valid.',
    path: '/instances',
  },
};
