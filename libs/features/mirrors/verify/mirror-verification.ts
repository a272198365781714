import { Injectable } from '@nestjs/common';
import { ForeignError, inParallel, safeMessage, SystemClock, type Clock } from '@app/common';
import type { CallOptions } from '@app/gitlab';
import { gitUrl } from '../gitlab/git-url';
import type { GitlabMirror } from '../gitlab/mirror-driver';
import { wantedOf } from '../hold/wanted';
import { MirrorContexts, type MirrorContext } from '../mirror-context';
import { MirrorStore } from '../mirror-store';
import type { Mirror, VerifyStatus } from '../mirror.entity';
import { MirrorsRepository } from '../mirrors.repository';
import { RefsCheck, type RefsReport } from './refs-check';
import { settingsDrift, type Drift } from './settings-drift';

const AT_A_TIME = 4;

export interface Verification {
  mirrorId: number;
  status: VerifyStatus;
  drift: Drift[];
  /** Null when it could not be compared. */
  refs: RefsReport | null;
  error: string | null;
}

/** Compares what we believe of mirrors with what GitLab has; changes nothing there. */
@Injectable()
export class MirrorVerification {
  private readonly clock: Clock = new SystemClock();

  constructor(
    private readonly mirrors: MirrorsRepository,
    private readonly store: MirrorStore,
    private readonly contexts: MirrorContexts,
    private readonly refs: RefsCheck,
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
      const context = await this.contexts.of(mirror);
      const options: CallOptions = { priority: 'interactive' };
      const found = await findOn(context, options);
      if (found === null) return { ...failed(mirror.id, null), status: 'orphan' };
      const [project, refs] = await Promise.all([
        context.other.client.projects.get(context.other.projectId, options),
        this.refs.compare(context, options),
      ]);
      const url = gitUrl(context.other.instance.url, project);
      const drift = [...settingsDrift(found, wantedOf(context), url, mirror.direction), ...divergence(refs)];
      return { mirrorId: mirror.id, status: drift.length === 0 ? 'healthy' : 'drift', drift, refs, error: null };
    } catch (error) {
      if (!(error instanceof ForeignError)) throw error;
      return failed(mirror.id, safeMessage(error));
    }
  }
}

/** Null when GitLab's list can be read and lacks it: only then it is gone. */
export async function findOn(context: MirrorContext, options: CallOptions): Promise<GitlabMirror | null> {
  const { mirror, owner, driver } = context;
  const all = await driver.list(owner.client, owner.projectId, options);
  return all.find(({ id }) => id === mirror.mirrorId) ?? null;
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
});
