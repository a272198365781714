import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InstanceHooks } from '@features/instances';
import { PairHooks } from '@features/pairs';
import { Runs } from '@features/runs';
import { GroupTokenHooks, type GroupTokenChange } from '@features/tokens';
import { mirrorSubject } from '../subject';
import { AffectedMirrorsQuery } from './affected-mirrors.query';

/** What changes above mirrors reaches those that inherit it, on GitLab too: marked in the same transaction, one run each. */
@Injectable()
export class InheritedChanges implements OnModuleInit {
  constructor(
    private readonly groupTokens: GroupTokenHooks,
    private readonly pairs: PairHooks,
    private readonly instances: InstanceHooks,
    private readonly affected: AffectedMirrorsQuery,
    private readonly runs: Runs,
  ) {}

  onModuleInit(): void {
    this.groupTokens.onChanged((change) => this.tokenChanged(change));
    this.pairs.onDefaultsChanged(async (pairId) => this.request(await this.affected.markSettings(pairId)));
    this.instances.onHostKeysChanged(async (id) => this.request(await this.affected.markHostKeys(id)));
  }

  private async tokenChanged(token: GroupTokenChange): Promise<void> {
    const { changes } = token;
    // Another name of the same token means nothing to GitLab.
    if (changes.every((change) => change === 'renamed')) return;
    const reachesMore = changes.some((change) => change === 'created' || change === 'moved');
    await this.request(await this.affected.markCredential(token, reachesMore));
  }

  private async request(ids: number[]): Promise<void> {
    await this.runs.requestMany(
      ids.map((id) => ({ kind: 'mirror.apply', subject: mirrorSubject(id), trigger: 'system', whenRunning: 'repeat' })),
    );
  }
}
