import type { CallOptions, GitlabDeployKey } from '@app/gitlab';
import type { MirrorContext } from '../mirror-context';
import type { Drift } from './settings-drift';

const EXPECTED = 'there, and may write';

/** What somebody did to the deploy key of a mirror over SSH. A list that can't be read says nothing: it throws. */
export async function keyDrift({ mirror, other }: MirrorContext, options: CallOptions): Promise<Drift[]> {
  if (mirror.deployKeyId === null) return [];
  const keys = await other.client.deployKeys.list(other.projectId, options).all();
  return driftOf(keys.find(({ id }) => id === mirror.deployKeyId));
}

export function driftOf(key: Pick<GitlabDeployKey, 'can_push'> | undefined): Drift[] {
  if (key?.can_push) return [];
  const actual = key === undefined ? 'gone' : 'there, but may only read';
  return [{ field: 'deploy_key', expected: EXPECTED, actual }];
}
