import type { Pair } from '@features/pairs';
import { hostAndPath } from '../gitlab/git-url';
import type { Mirror } from '../mirror.entity';
import type { Leftover } from './leftover.entity';

export type NewLeftover = Pick<
  Leftover,
  'instanceId' | 'mirrorId' | 'pairId' | 'kind' | 'projectId' | 'projectPath' | 'gitlabId' | 'match'
>;

type Instances = Pick<Pair, 'sourceInstanceId' | 'targetInstanceId'>;

interface Place {
  instanceId: number;
  projectId: number;
  projectPath: string;
}

const place = (mirror: Mirror, pair: Instances, side: 'source' | 'target'): Place =>
  side === 'source'
    ? { instanceId: pair.sourceInstanceId, projectId: mirror.sourceProjectId, projectPath: mirror.sourceProjectPath }
    : { instanceId: pair.targetInstanceId, projectId: mirror.targetProjectId, projectPath: mirror.targetProjectPath };

/** GitLab's mirror of a mirror of ours; without an id the one whose creation was never answered. */
export function mirrorLeftover(mirror: Mirror, pair: Instances, gitlabId: number | null): NewLeftover {
  const push = mirror.direction === 'push';
  return {
    ...place(mirror, pair, push ? 'source' : 'target'),
    mirrorId: mirror.id,
    pairId: mirror.instancePairId,
    kind: push ? 'push_mirror' : 'pull_mirror',
    gitlabId,
    match: hostAndPath(mirror.mirrorUrl ?? '') ?? '',
  };
}

function mirrorLeftovers(mirror: Mirror, pair: Instances): NewLeftover[] {
  const known = mirror.mirrorId === null ? [] : [mirrorLeftover(mirror, pair, mirror.mirrorId)];
  // A project has one pull mirror: the one under way is the one that is known.
  const isAsked = mirror.mirrorIntentAt !== null && (mirror.direction === 'push' || mirror.mirrorId === null);
  return isAsked ? [...known, mirrorLeftover(mirror, pair, null)] : known;
}

/** What opens the other project for a mirror: a token or key that we made there, or asked for. */
function accessLeftover(
  kind: 'project_token' | 'deploy_key',
  mirror: Mirror,
  pair: Instances,
  { name, gitlabId }: { name: string | null; gitlabId: number | null },
): NewLeftover[] {
  if (name === null) return [];
  return [
    {
      ...place(mirror, pair, mirror.direction === 'push' ? 'target' : 'source'),
      mirrorId: mirror.id,
      pairId: mirror.instancePairId,
      kind,
      gitlabId,
      match: name,
    },
  ];
}

/** The token that GitLab's mirror uses, if we made it. */
export const currentTokenLeftover = (mirror: Mirror, pair: Instances): NewLeftover[] =>
  accessLeftover('project_token', mirror, pair, { name: mirror.mirrorTokenName, gitlabId: mirror.mirrorTokenId });

export const nextTokenLeftover = (mirror: Mirror, pair: Instances): NewLeftover[] =>
  accessLeftover('project_token', mirror, pair, { name: mirror.nextTokenName, gitlabId: mirror.nextTokenId });

/** The deploy key that GitLab's mirror uses. */
export const currentKeyLeftover = (mirror: Mirror, pair: Instances): NewLeftover[] =>
  accessLeftover('deploy_key', mirror, pair, { name: mirror.deployKeyTitle, gitlabId: mirror.deployKeyId });

export const nextKeyLeftover = (mirror: Mirror, pair: Instances): NewLeftover[] =>
  accessLeftover('deploy_key', mirror, pair, { name: mirror.nextDeployKeyTitle, gitlabId: null });

/** All that a mirror has on GitLab; the mirror before the tokens and keys it uses. */
export const leftoversOf = (mirror: Mirror, pair: Instances): NewLeftover[] => [
  ...mirrorLeftovers(mirror, pair),
  ...currentTokenLeftover(mirror, pair),
  ...nextTokenLeftover(mirror, pair),
  ...currentKeyLeftover(mirror, pair),
  ...nextKeyLeftover(mirror, pair),
];
