import { Injectable } from '@nestjs/common';
import { ForeignError, inParallel, safeMessage, Clock } from '@app/common';
import type { CallOptions } from '@app/gitlab';
import { repositoryUrl } from '../gitlab/git-url';
import { notMirrored } from '../gitlab/pull-driver';
import type { GitlabMirror } from '../gitlab/mirror-driver';
import { wantedOf } from '../hold/wanted';
import { MirrorContexts, type MirrorContext } from '../mirror-context';
import { MirrorStore } from '../mirror-store';
import type { Mirror, VerifyStatus } from '../mirror.entity';
import { MirrorsRepository } from '../mirrors.repository';
import { noticeOf, ProjectFollower, type FoundProjects } from '../projects/project-follower';
import { RefsCheck, type RefsReport } from './refs-check';
import { keyDrift } from './key-drift';
import { settingsDrift, type Drift } from './settings-drift';

const AT_A_TIME = 4;

export interface Verification {
  mirrorId: number;
  status: VerifyStatus;
  drift: Drift[];
  /** Null when it could not be compared. */
  refs: RefsReport | null;
  error: string | null;
  /** What is odd about its two projects, in words. */
  notice: string | null;
  /** One of its projects is not there, or will not be for long: nothing can be repaired. */
  isLost: boolean;
}

/** Compares what we believe of mirrors with what GitLab has; changes nothing there. */
@Injectable()
export class MirrorVerification {
  constructor(
    private readonly mirrors: MirrorsRepository,
    private readonly store: MirrorStore,
    private readonly contexts: MirrorContexts,
    private readonly projects: ProjectFollower,
    private readonly refs: RefsCheck,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async verify(id: number): Promise<Verification> {
    return this.one(await this.store.get(id));
  }

  /** In the order of the ids; one that is unknown is an `error` among the others. */
  async verifyMany(ids: number[]): Promise<Verification[]> {
    const mirrors = new Map((await this.mirrors.byIds(ids)).map((mirror) => [mirror.id, mirror]));
    const results: Verification[] = [];
    await inParallel(ids, AT_A_TIME, async (id, index) => {
      const mirror = mirrors.get(id);
      results[index] = mirror === undefined ? failed(id, `There is no mirror with id ${id}.`) : await this.one(mirror);
    });
    return results;
  }

  private async one(mirror: Mirror): Promise<Verification> {
    if (mirror.mirrorId === null) return failed(mirror.id, 'It is still being set up on GitLab.');
    const result = await this.look(mirror);
    const now = this.clock.now();
    await this.mirrors.update(mirror.id, {
      verifyStatus: result.status,
      verifiedAt: now,
      ...(result.refs?.inSync === true ? { provenEqualAt: now } : {}),
    });
    if (result.status !== mirror.verifyStatus) await this.store.publish('changed', mirror, ['verify_status']);
    return result;
  }

  private async look(mirror: Mirror): Promise<Verification> {
    try {
      const options: CallOptions = { priority: 'interactive' };
      const projects = await this.projects.follow(await this.contexts.of(mirror), options);
      const lost = lostOf(mirror.id, projects);
      if (lost !== null) return lost;
      // Another path may mean other settings: those of other groups.
      return await this.compare(await this.contexts.of(await this.store.get(mirror.id)), projects, options);
    } catch (error) {
      if (!(error instanceof ForeignError)) throw error;
      return failed(mirror.id, safeMessage(error));
    }
  }

  private async compare(
    context: MirrorContext,
    { source, target }: FoundProjects,
    options: CallOptions,
  ): Promise<Verification> {
    const { mirror, other, transport } = context;
    const notice = noticeOf({ source, target });
    const found = await findOn(context, options);
    if (found === null) return { ...failed(mirror.id, null), status: 'orphan', notice };
    const refs = await this.refs.compare(context, options);
    const { project } = mirror.direction === 'push' ? target : source;
    const url = project === null ? (mirror.mirrorUrl ?? '') : repositoryUrl(transport, other.instance.url, project);
    const drift = [
      ...settingsDrift(found, wantedOf(context), url, mirror.direction),
      ...(await keyDrift(context, options)),
      ...divergence(refs),
    ];
    const result = { mirrorId: mirror.id, drift, refs, notice, isLost: false };
    if (target.state === 'archived') return { ...result, status: 'error', error: target.notice };
    return { ...result, status: drift.length === 0 ? 'healthy' : 'drift', error: null };
  }
}

/** What there is to say when a project is not there, or will not be for long; null when both are. */
function lostOf(mirrorId: number, { source, target }: FoundProjects): Verification | null {
  const states = [source.state, target.state];
  if (!states.some((state) => ['gone', 'hidden', 'leaving'].includes(state))) return null;
  const notice = noticeOf({ source, target });
  return { ...failed(mirrorId, notice), status: states.includes('gone') ? 'orphan' : 'error', notice, isLost: true };
}

/** Null when GitLab's list can be read and lacks it: only then it is gone. It lacks pull mirrors that are off, too. */
export async function findOn(context: MirrorContext, options: CallOptions): Promise<GitlabMirror | null> {
  const { mirror, owner, driver } = context;
  const all = await driver.list(owner.client, owner.projectId, options);
  const found = all.find(({ id }) => id === mirror.mirrorId) ?? null;
  if (found !== null || mirror.direction === 'push' || wantedOf(context).enabled) return found;
  return notMirrored(owner.projectId);
}

/** What doesn't heal by mirroring on. */
const divergence = (refs: RefsReport): Drift[] =>
  refs.diverged.length === 0
    ? []
    : [{ field: 'refs', expected: 'no diverged branches', actual: refs.diverged.map(({ name }) => name).join(', ') }];

const failed = (mirrorId: number, error: string | null): Verification => ({
  mirrorId,
  status: 'error',
  drift: [],
  refs: null,
  error,
  notice: null,
  isLost: false,
});
