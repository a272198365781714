import { brokenRule, withoutCredentials } from '@app/common';
import type { MirrorTransport } from '@features/pairs';

interface Repository {
  path_with_namespace: string;
  http_url_to_repo: string;
  ssh_url_to_repo: string | null;
}

/**
 * The URL under which the other GitLab reaches a project's repository: as GitLab itself tells it while the host is the
 * one of the instance (so that its own scheme counts: mirroring follows no redirect from http to https), else below the
 * URL under which the instance was registered here, because that is the address that is known to be reachable.
 * Always ends in `.git`: without it GitLab answers with a redirect.
 */
export function gitUrl(
  instanceUrl: string,
  project: Pick<Repository, 'path_with_namespace' | 'http_url_to_repo'>,
): string {
  const instance = new URL(instanceUrl);
  if (URL.canParse(project.http_url_to_repo)) {
    const told = new URL(project.http_url_to_repo);
    if (told.hostname === instance.hostname && told.pathname.endsWith('.git') && samePort(told, instance)) {
      told.username = '';
      told.password = '';
      return told.href;
    }
  }
  const base = instance.href.replace(/\/+$/, '');
  return `${base}/${project.path_with_namespace.split('/').map(encodeURIComponent).join('/')}.git`;
}

/** As GitLab's mirrors take it; null where GitLab tells none. */
function sshAddress({ ssh_url_to_repo: told }: Repository): string | null {
  const short = /^(?:([\w.-]+)@)?([\w.-]+|\[[\da-f:]+\]):(?!\/)(.+)$/i.exec(told ?? '');
  const url = short === null ? (told ?? '') : `ssh://${short[1] ?? 'git'}@${short[2]}/${short[3]}`;
  return url.startsWith('ssh://') && URL.canParse(url) ? url : null;
}

/**
 * The SSH URL of a project's repository, as its GitLab tells it. GitLab's mirrors don't take the short form
 * (`git@host:group/project.git`), in which it tells the standard port.
 * @throws AppError 400 when GitLab tells none
 */
export function sshUrl(project: Repository): string {
  const url = sshAddress(project);
  if (url !== null) return url;
  throw brokenRule(
    'ssh_unavailable',
    `GitLab tells no SSH address of ${project.path_with_namespace}. Check whether Git over SSH is switched on there, or use https.`,
    'mirror_transport',
  );
}

/** Where a mirror reaches the repository of a project. */
export const repositoryUrl = (transport: MirrorTransport, instanceUrl: string, project: Repository): string =>
  transport === 'ssh' ? sshUrl(project) : gitUrl(instanceUrl, project);

/** All that `hostAndPath` may say of mirrors that lead to a project, by whatever transport. */
export function addressesOf(instanceUrl: string, project: Repository): Set<string | null> {
  const ssh = sshAddress(project);
  return new Set([gitUrl(instanceUrl, project), ...(ssh === null ? [] : [ssh])].map(hostAndPath));
}

/** Of a mirror's URL. */
export const transportOf = (url: string | null): MirrorTransport => (url?.startsWith('ssh://') ? 'ssh' : 'https');

const samePort = (a: URL, b: URL): boolean => a.port === b.port;

/** The same URL with credentials in it. The password is what counts to GitLab; the user only must not be blank. */
export function withCredentials(url: string, user: string, token: string): string {
  const parsed = new URL(url);
  // A name with `@` or blanks is read differently by different versions.
  parsed.username = /^[\w.-]+$/.test(user) ? user : 'oauth2';
  parsed.password = encodeURIComponent(token);
  return parsed.href;
}

/**
 * What identifies the repository a mirror leads to: host, port and path; null for something that is no URL. GitLab masks
 * the credentials in what it tells (`https://*****:*****@…`). The same repository over SSH is another address.
 */
export function hostAndPath(url: string): string | null {
  const bare = withoutCredentials(url);
  if (!URL.canParse(bare)) return null;
  const { protocol, host, hostname, port, pathname } = new URL(bare);
  const place = protocol !== 'ssh:' ? host : `ssh://${port === '22' ? hostname : host}`;
  return `${place}${decodeURIComponent(pathname)
    .replace(/\.git$/, '')
    .replace(/\/+$/, '')}`.toLowerCase();
}
