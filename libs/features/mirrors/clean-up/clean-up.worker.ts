import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { PairsOfInstanceQuery } from '../pairs-of-instance.query';
import { idOf } from '../subject';
import { CleanUp } from './clean-up';
import type { Leftover } from './leftover.entity';
import { LeftoversRepository, type LeftoverScope } from './leftovers.repository';

const NAMES: Record<Leftover['kind'], string> = {
  push_mirror: 'push mirror',
  pull_mirror: 'pull mirror',
  project_token: 'access token',
  issue_hook: 'webhook of the issue sync',
  deploy_key: 'deploy key',
};

/** A leftover in words. */
export const whatItWas = ({ kind, projectPath }: Leftover): string => `${NAMES[kind]} of ${projectPath}`;

/** Takes down on GitLab what deleted mirrors left there. Subject: the mirror, pair or instance that they belonged to. */
@RunHandler('mirror.clean-up')
export class CleanUpWorker implements RunWorker {
  constructor(
    private readonly cleanUp: CleanUp,
    private readonly leftovers: LeftoversRepository,
    private readonly pairs: PairsOfInstanceQuery,
  ) {}

  async run(context: RunContext): Promise<RunResult> {
    const { run, signal } = context;
    context.forgetItemErrors();
    const scope = await this.scopeOf(run.subject);
    const total = await this.leftovers.count(scope);
    let done = 0;
    let failures = 0;
    const report = {
      gone: () => {
        context.count('removed');
        context.progress(++done, Math.max(total, done), 'cleaning up on GitLab');
      },
      failed: (item: Leftover, reason: string) => {
        failures++;
        context.itemError(whatItWas(item), reason);
      },
    };
    await this.cleanUp.scope(scope, report, signal);
    if (failures === 0) return { status: 'success' };
    const error = `${failures} could not be removed on GitLab; they stay listed as leftovers and are tried again.`;
    return { status: 'partial', error, errorCode: 'leftovers' };
  }

  private async scopeOf(subject: string): Promise<LeftoverScope> {
    const id = idOf(subject);
    if (subject.startsWith('mirror:')) return { mirrorId: id };
    if (subject.startsWith('pair:')) return { pairId: id };
    // What its pairs left on other instances goes as well.
    const pairs = await this.pairs.using(id);
    return [...pairs.map((pair) => ({ pairId: pair.id })), { instanceId: id }];
  }
}
