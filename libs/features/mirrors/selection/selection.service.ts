import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '@app/common';
import { Tx } from '@app/database';
import { Runs, type Run } from '@features/runs';
import { MirrorStore } from '../mirror-store';
import { MirrorsRepository } from '../mirrors.repository';
import { mirrorSubject } from '../subject';
import { SelectionQuery } from './selection.query';

export interface StartedSelection {
  run: Run;
  total: number;
}

/** What can be done to several mirrors at once. */
@Injectable()
export class MirrorSelection {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly selection: SelectionQuery,
    private readonly store: MirrorStore,
    private readonly runs: Runs,
  ) {}

  /** @throws AppError 404 when none of them exists */
  async sync(ids: number[]): Promise<StartedSelection> {
    const total = await this.requireSome(ids);
    const { run } = await this.runs.request({
      kind: 'mirrors.sync',
      subject: subjectOf(ids),
      trigger: 'manual',
      input: { mirrorIds: ids },
    });
    return { run, total };
  }

  /**
   * Stores what is wanted together with the runs that bring it to GitLab; the run only follows those, so that a mirror
   * that somebody switches back meanwhile stays as they left it.
   * @throws AppError 404 when none of them exists
   */
  async switch(ids: number[], enabled: boolean): Promise<StartedSelection> {
    const total = await this.requireSome(ids);
    return this.tx.run(async () => {
      const changed = await this.selection.switch(ids, enabled);
      await this.runs.requestMany(
        changed.map((id) => ({
          kind: 'mirror.apply',
          subject: mirrorSubject(id),
          trigger: 'manual',
          whenRunning: 'repeat',
        })),
      );
      for (const mirror of await this.mirrors.byIds(changed)) await this.store.publish('changed', mirror, ['enabled']);
      const { run } = await this.runs.request({
        kind: 'mirrors.switch',
        subject: subjectOf(ids, enabled ? 'on' : 'off'),
        trigger: 'manual',
        input: { mirrorIds: ids, enabled },
      });
      return { run, total };
    });
  }

  /** @throws AppError 404 when none of them exists */
  async remove(ids: number[], force: boolean): Promise<StartedSelection> {
    const total = await this.requireSome(ids);
    const { run } = await this.runs.request({
      kind: 'mirrors.delete',
      subject: subjectOf(ids, force ? 'force' : ''),
      trigger: 'manual',
      input: { mirrorIds: ids, force },
    });
    return { run, total };
  }

  private async requireSome(ids: number[]): Promise<number> {
    const total = await this.selection.count(ids);
    if (total > 0) return total;
    const message = 'None of these mirrors exists. Read the list again.';
    throw new AppError('not_found', 'mirror_not_found', message, { errors: [{ field: 'mirror_ids', message }] });
  }
}

/** The same for the same mirrors, so that a double click makes one run. */
function subjectOf(ids: number[], what = ''): string {
  const text = [what, ...ids.toSorted((a, b) => a - b)].join(',');
  return `selection:${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
