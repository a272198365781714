import type { WantedMirror } from '../gitlab/mirror-driver';
import type { MirrorContext } from '../mirror-context';

/** What GitLab's mirror should be. While a push mirror waits for approval it is switched off there. */
export const wantedOf = ({
  mirror,
  settings,
  hostKeys,
}: Pick<MirrorContext, 'mirror' | 'settings' | 'hostKeys'>): WantedMirror => ({
  enabled: mirror.enabled && !(mirror.direction === 'push' && mirror.heldAt !== null),
  settings,
  hostKeys,
});
