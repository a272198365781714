import { withoutCredentials } from '@app/common';

/**
 * The URL under which the other GitLab reaches a project's repository: as GitLab itself tells it while the host is the
 * one of the instance (so that its own scheme counts: mirroring follows no redirect from http to https), else below the
 * URL under which the instance was registered here, because that is the address that is known to be reachable.
 * Always ends in `.git`: without it GitLab answers with a redirect.
 */
export function gitUrl(
  instanceUrl: string,
  project: { path_with_namespace: string; http_url_to_repo: string },
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
 * the credentials in what it tells (`https://*****:*****@…`).
 */
export function hostAndPath(url: string): string | null {
  const bare = withoutCredentials(url);
  if (!URL.canParse(bare)) return null;
  const { host, pathname } = new URL(bare);
  return `${host}${decodeURIComponent(pathname)
    .replace(/\.git$/, '')
    .replace(/\/+$/, '')}`.toLowerCase();
}
