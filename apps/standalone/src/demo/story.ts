import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { syncIssues, syncMirror, type DemoMirror } from './configure';
import type { DemoGitlab, DemoGitlabs } from './gitlabs';
import type { JsonClient } from './http';
import { waitUntil } from './wait-until';

const run = promisify(execFile);

const project = (path: string): string => `/projects/${encodeURIComponent(path)}`;

/** What somebody on a laptop does: clone, commit, push. Returns the id of the commit. */
export async function pushCommit(gitlab: DemoGitlab, path: string, message: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'maestro-demo-'));
  const git = (...args: string[]): Promise<{ stdout: string }> =>
    run('git', ['-C', folder, '-c', 'user.name=Ada Lovelace', '-c', 'user.email=ada@example.com', ...args]);
  try {
    const url = new URL(`${gitlab.simulator.url}/${path}.git`);
    url.username = 'oauth2';
    url.password = gitlab.token;
    await git('clone', '--quiet', '--depth=1', '--branch=main', url.href, '.');
    await writeFile(join(folder, 'CHANGES.md'), `${new Date().toISOString()} ${message}\n`);
    await git('add', '.');
    await git('commit', '--quiet', '-m', message);
    await git('push', '--quiet', 'origin', 'main');
    return (await git('rev-parse', 'HEAD')).stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits until the branch of the copy is at this commit. */
export async function commitArrived(gitlab: DemoGitlab, path: string, sha: string): Promise<void> {
  await waitUntil(`${sha.slice(0, 8)} arrives in ${path}`, async () => {
    const branch = await gitlab.api.get<{ commit: { id: string } }>(`${project(path)}/repository/branches/main`);
    return branch.commit.id === sha ? branch : null;
  });
}

export interface OpenedIssue {
  iid: number;
  title: string;
  web_url: string;
}

export async function openIssue(gitlab: DemoGitlab, path: string, title: string): Promise<OpenedIssue> {
  const issue = await gitlab.api.post<OpenedIssue>(`${project(path)}/issues`, {
    title,
    description: 'Opened by the demo to show that issues travel, too.',
    labels: 'demo',
  });
  await gitlab.api.post(`${project(path)}/issues/${issue.iid}/notes`, { body: `A comment on "${title}".` });
  return issue;
}

/** Waits until the copy of the issue is there with its comment. */
export async function issueArrived(gitlab: DemoGitlab, path: string, title: string): Promise<OpenedIssue> {
  return waitUntil(`the issue "${title}" appears in ${path}`, async () => {
    const issues = await gitlab.api.get<OpenedIssue[]>(`${project(path)}/issues?per_page=100`);
    const copy = issues.find((issue) => issue.title === title);
    if (!copy) return null;
    const notes = await gitlab.api.get<{ body: string; system: boolean }[]>(
      `${project(path)}/issues/${copy.iid}/notes`,
    );
    return notes.some((note) => !note.system && note.body.includes(title)) ? copy : null;
  });
}

/** The proof of the demo: a commit and an issue of A arrive in B. */
export async function tell(
  maestro: JsonClient,
  { a, b }: DemoGitlabs,
  mirror: DemoMirror,
  say: (line: string) => void,
): Promise<void> {
  const sha = await pushCommit(a, mirror.sourcePath, 'Show that mirrors work');
  say(`pushed ${sha.slice(0, 8)} to ${a.simulator.name}: ${mirror.sourcePath}`);
  await syncMirror(maestro, mirror);
  await commitArrived(b, mirror.targetPath, sha);
  say(`  ${sha.slice(0, 8)} arrived in ${b.simulator.name}: ${mirror.targetPath}`);

  const issue = await openIssue(a, mirror.sourcePath, `Hello from ${a.simulator.name}`);
  say(`opened ${issue.web_url}`);
  await syncIssues(maestro, mirror);
  const copy = await issueArrived(b, mirror.targetPath, issue.title);
  say(`  appeared with its comment as ${copy.web_url}`);
}
