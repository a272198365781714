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

/** A project access token that we made for a mirror, or asked for. */
function tokenLeftover(mirror: Mirror, pair: Instances, name: string | null, gitlabId: number | null): NewLeftover[] {
  if (name === null) return [];
  return [
    {
      ...place(mirror, pair, mirror.direction === 'push' ? 'target' : 'source'),
      mirrorId: mirror.id,
      pairId: mirror.instancePairId,
      kind: 'project_token',
      gitlabId,
      match: name,
    },
  ];
}

/** The token that GitLab's mirror uses, if we made it. */
export const currentTokenLeftover = (mirror: Mirror, pair: Instances): NewLeftover[] =>
  tokenLeftover(mirror, pair, mirror.mirrorTokenName, mirror.mirrorTokenId);

export const nextTokenLeftover = (mirror: Mirror, pair: Instances): NewLeftover[] =>
  tokenLeftover(mirror, pair, mirror.nextTokenName, mirror.nextTokenId);

/** All that a mirror has on GitLab; the mirror before the tokens it uses. */
export const leftoversOf = (mirror: Mirror, pair: Instances): NewLeftover[] => [
  ...mirrorLeftovers(mirror, pair),
  ...currentTokenLeftover(mirror, pair),
  ...nextTokenLeftover(mirror, pair),
];
