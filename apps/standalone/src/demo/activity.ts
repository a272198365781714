import { setTimeout as delay } from 'node:timers/promises';
import { syncIssues, syncMirror, type DemoMirror } from './configure';
import type { DemoGitlabs } from './gitlabs';
import type { JsonClient } from './http';
import { openIssue, pushCommit } from './story';

const PAUSE_MS = 10_000;

/** People at work on A, for ever: commits and issues turn up here and there, and travel to B. */
export async function keepBusy(
  maestro: JsonClient,
  { a }: DemoGitlabs,
  mirrors: DemoMirror[],
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  for (let n = 1; !signal.aborted; n++) {
    await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    const mirror = mirrors[n % mirrors.length];
    if (signal.aborted || !mirror) return;
    try {
      if (n % 2 === 0) {
        const sha = await pushCommit(a, mirror.sourcePath, `Change number ${n}`);
        say(`${mirror.sourcePath}: commit ${sha.slice(0, 8)}`);
        await syncMirror(maestro, mirror);
      } else {
        const issue = await openIssue(a, mirror.sourcePath, `Idea number ${n}`);
        say(`${mirror.sourcePath}: issue #${issue.iid}`);
        await syncIssues(maestro, mirror);
      }
    } catch (error) {
      if (!signal.aborted) say(`${mirror.sourcePath}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
