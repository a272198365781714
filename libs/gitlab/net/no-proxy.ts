/**
 * Whether a URL is reached directly although a proxy is set. `noProxy` is the usual list: host names (with all below
 * them), `.domain`, `*`, IP addresses, each optionally with `:port`; separated by commas or blanks.
 */
export function bypassesProxy(url: URL, noProxy: string | undefined): boolean {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return (noProxy ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(isBareIpv6(entry) ? `[${entry}]` : entry) ?? [];
      if (wantedPort !== undefined && wantedPort !== port) return false;
      const domain = name.replace(/^\*?\./, '').replace(/^\[|\]$/g, '');
      return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
    });
}

const isBareIpv6 = (entry: string): boolean => !entry.startsWith('[') && (entry.match(/:/g)?.length ?? 0) > 1;
