import type { Settings } from '@app/config';
import type { NetworkSettings } from '@app/gitlab';

/** How this process reaches GitLab, from its settings. */
export function networkSettings(settings: Settings): NetworkSettings {
  const caFile = settings.get('GITLAB_CA_FILE');
  return {
    timeoutMs: settings.get('GITLAB_TIMEOUT_SECONDS') * 1000,
    allowPrivate: settings.get('ALLOW_PRIVATE_INSTANCES'),
    proxies: { http: settings.get('HTTP_PROXY'), https: settings.get('HTTPS_PROXY') },
    noProxy: settings.get('NO_PROXY').join(','),
    ...(caFile !== null && { caFile }),
  };
}
