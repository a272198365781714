import { Injectable } from '@nestjs/common';
import { isFailure } from '@app/common';
import type { CallOptions } from '@app/gitlab';
import type { MirrorContext, Side } from '../mirror-context';
import { compareRefs, relation, type DifferentRef, type ProjectRefs, type RefComparison } from './compare-refs';

/** Branches whose history is looked at; each costs a request. */
const EXAMINED = 20;

export interface RefsReport extends Omit<RefComparison, 'different'> {
  inSync: boolean;
  behind: DifferentRef[];
  /** The target has commits that the source lacks, or neither contains the other. */
  diverged: DifferentRef[];
  /** Differ, and their history was not looked at because there are too many of them. */
  different: DifferentRef[];
}

/** Compares the branches and tags themselves, with their commits, on both sides. */
@Injectable()
export class RefsCheck {
  async compare({ mirror, settings, owner, other }: MirrorContext, options: CallOptions): Promise<RefsReport> {
    const [source, target] = mirror.direction === 'push' ? [owner, other] : [other, owner];
    const [here, there] = await Promise.all([refsOf(source, options), refsOf(target, options)]);
    const { different, ...result } = compareRefs(here, there, settings);
    const behind: DifferentRef[] = [];
    const diverged: DifferentRef[] = [];
    const branches = different.filter(({ kind }) => kind === 'branch').slice(0, EXAMINED);
    for (const ref of branches) {
      const how = relation(ref, await mergeBase(source, ref, options));
      (how === 'behind' ? behind : diverged).push(ref);
    }
    const rest = different.filter((ref) => !branches.includes(ref));
    const inSync = result.missing.length === 0 && different.length === 0;
    return { ...result, inSync, behind, diverged, different: rest };
  }
}

async function refsOf({ client, projectId }: Side, options: CallOptions): Promise<ProjectRefs> {
  const [branches, tags] = await Promise.all([
    client.branches.list(projectId, {}, options).all(),
    client.tags.list(projectId, {}, options).all(),
  ]);
  return {
    branches: branches.map((branch) => ({ name: branch.name, sha: branch.commit.id, protected: branch.protected })),
    tags: tags.map(({ name, target }) => ({ name, sha: target })),
  };
}

/** Null when the source doesn't know the target's commit: it was made there. */
async function mergeBase({ client, projectId }: Side, ref: DifferentRef, options: CallOptions): Promise<string | null> {
  try {
    return (await client.commits.mergeBase(projectId, [ref.source, ref.target], options)).id;
  } catch (error) {
    if (isFailure(error, 'not_found', 'validation')) return null;
    throw error;
  }
}
