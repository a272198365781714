import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { idOf } from '../subject';
import { CleanUp } from './clean-up';
import type { Leftover } from './leftover.entity';
import type { LeftoverScope } from './leftovers.repository';

const NAMES: Record<Leftover['kind'], string> = {
  push_mirror: 'push mirror',
  pull_mirror: 'pull mirror',
  project_token: 'access token',
  issue_hook: 'webhook of the issue sync',
};

/** A leftover in words. */
export const whatItWas = ({ kind, projectPath }: Leftover): string => `${NAMES[kind]} of ${projectPath}`;

/** Takes down on GitLab what deleted mirrors left there. Subject: the mirror or the pair that it belonged to. */
@RunHandler('mirror.clean-up')
export class CleanUpWorker implements RunWorker {
  constructor(private readonly cleanUp: CleanUp) {}

  async run(context: RunContext): Promise<RunResult> {
    const { run, signal } = context;
    const id = idOf(run.subject);
    const scope: LeftoverScope = run.subject.startsWith('pair:') ? { pairId: id } : { mirrorId: id };
    let done = 0;
    let failures = 0;
    const report = {
      gone: () => {
        context.count('removed');
        context.progress(++done, null, 'cleaning up on GitLab');
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
}
