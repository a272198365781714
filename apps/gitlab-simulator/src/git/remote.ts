/** An address with its credentials taken apart, so that they neither show in `ps` nor in an error. */
export interface Remote {
  /** Without user and password. */
  url: string;
  config: Record<string, string>;
  env?: Record<string, string>;
}

export function remoteOf(address: string): Remote {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  // GitLab follows no redirects here: an address without `.git` fails with the server's 301.
  const config: Record<string, string> = { 'http.followRedirects': 'false', 'protocol.file.allow': 'never' };
  if (username || password) {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    config['http.extraHeader'] = `Authorization: Basic ${Buffer.from(pair).toString('base64')}`;
  }
  return { url: url.toString(), config };
}

/** As GitLab shows it: never with credentials. */
export function maskUrl(address: string): string {
  try {
    const url = new URL(address);
    // `git` is everybody's name on SSH: nothing to hide.
    if ((!url.username || (url.protocol === 'ssh:' && url.username === 'git')) && !url.password) return address;
    return `${url.protocol}//*****:*****@${url.host}${url.pathname}${url.search}`;
  } catch {
    return '*****';
  }
}

/** What git said, in the words of GitLab's `last_error`. */
export function remoteError(doing: string, code: number, stderr: string): string {
  const text = stderr.trim().replace(/(\w+:\/\/)[^@/\s]+@/g, '$1*****:*****@');
  return `13:${doing}: exit status ${code}, stderr: ${JSON.stringify(text)}.`;
}
