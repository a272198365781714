import type { MirrorScheduler } from '../git/mirror-scheduler';
import { log } from '../git/commits';
import { NO_COMMIT, type PushEvent } from './events';
import { updateIssue } from './issues';
import { projectAccess } from './membership';
import { Access } from './model';
import { addSystemNote } from './notes';
import type { World } from './world';

const AUTO_PULL_MS = 30 * 60_000;
const CLOSES =
  /\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?):?\s+((?:#\d+(?:(?:\s*,\s*|\s+and\s+))?)+)/gi;

/** "Closes #12" in a commit on the default branch closes the issue of that number here. */
async function closeByCommits(world: World, { project, by, changes }: PushEvent): Promise<void> {
  const issues = world.issues(project);
  const change = changes.find(
    (one) => one.ref === `refs/heads/${project.defaultBranch ?? ''}` && one.after !== NO_COMMIT,
  );
  if (!change || issues.size === 0 || !project.autocloseReferencedIssues || projectAccess(by, project) < Access.planner)
    return;
  const range = change.before === NO_COMMIT ? [change.after] : [change.after, `^${change.before}`];
  for (const commit of await log(project, range, { limit: 100 })) {
    for (const match of commit.message.matchAll(CLOSES)) {
      for (const number of (match[1] ?? '').matchAll(/\d+/g)) {
        const issue = issues.byIid.get(Number(number[0]));
        if (issue?.state !== 'opened') continue;
        updateIssue(world, issue, { state: 'closed' }, by);
        addSystemNote(world, issue, by, `closed with commit ${commit.sha}`);
      }
    }
  }
}

/** What GitLab does by itself: pushes start the push mirrors and close issues, pull mirrors run every half hour. Returns how to stop it. */
export function followPushes(world: World, mirrors: MirrorScheduler): () => void {
  const onPush = (event: PushEvent): void => {
    for (const mirror of event.project.pushMirrors.values()) mirrors.schedulePush(mirror, world.settings.mirrorDelayMs);
    closeByCommits(world, event).catch((error: unknown) =>
      process.stderr.write(`gitlab-simulator: closing by commit: ${String(error)}\n`),
    );
  };
  world.events.on('push', onPush);
  const timer = setInterval(() => {
    for (const project of world.projects.values()) {
      const mirror = project.pullMirror;
      if (mirror?.enabled && mirror.failures < 14 && world.now() - (mirror.lastUpdateAt ?? 0) >= AUTO_PULL_MS) {
        mirrors.schedulePull(project, mirror);
      }
    }
  }, 60_000);
  timer.unref();
  return () => {
    world.events.off('push', onPush);
    clearInterval(timer);
  };
}
