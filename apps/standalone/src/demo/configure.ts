import type { DemoGitlab, DemoGitlabs } from './gitlabs';
import type { JsonClient } from './http';
import { SOURCE_PATHS, targetOf } from './seed';
import { waitUntil } from './wait-until';

export interface DemoMirror {
  id: number;
  issueSyncId: number;
  sourcePath: string;
  targetPath: string;
}

interface MirrorAnswer {
  id: number;
  source_project_path: string;
  target_project_path: string;
  last_update_status: string;
  last_error: string | null;
}

/** What a platform engineer would click: two instances, a pair, a group of mirrors, issue sync on each. */
export async function configure(maestro: JsonClient, { a, b }: DemoGitlabs): Promise<DemoMirror[]> {
  const source = await addInstance(maestro, 'Production', a);
  const target = await addInstance(maestro, 'Backup', b);
  const pair = await maestro.post<{ id: number }>('/api/pairs', {
    name: 'Production to Backup',
    source_instance_id: source,
    target_instance_id: target,
    mirror_direction: 'push',
    mirror_overwrite_diverged: true,
  });
  return Promise.all(SOURCE_PATHS.map((path) => addMirror(maestro, pair.id, path)));
}

async function addInstance(maestro: JsonClient, name: string, gitlab: DemoGitlab): Promise<number> {
  const { id } = await maestro.post<{ id: number }>('/api/instances', {
    name,
    url: gitlab.simulator.url,
    token: gitlab.token,
    description: `Simulated GitLab ${gitlab.simulator.name}`,
  });
  return id;
}

async function addMirror(maestro: JsonClient, pairId: number, sourcePath: string): Promise<DemoMirror> {
  const targetPath = targetOf(sourcePath);
  const { id } = await maestro.post<MirrorAnswer>('/api/mirrors', {
    instance_pair_id: pairId,
    source_project_path: sourcePath,
    target_project_path: targetPath,
  });
  const config = await maestro.post<{ id: number }>('/api/issue-mirrors', {
    mirror_id: id,
    sync_existing_issues: true,
    sync_closed_issues: true,
  });
  return { id, issueSyncId: config.id, sourcePath, targetPath };
}

/** Triggers a mirror and waits until GitLab says it is done. */
export async function syncMirror(maestro: JsonClient, mirror: DemoMirror): Promise<void> {
  const { job_id } = await maestro.post<{ job_id: number }>(`/api/mirrors/${mirror.id}/update`);
  await waitUntil(`the mirror of ${mirror.sourcePath} finishes`, async () => {
    const run = await maestro.get<{ status: string; error: string | null }>(`/api/runs/${job_id}`);
    if (run.status === 'failed') throw new Error(`The mirror of ${mirror.sourcePath} failed: ${run.error}`);
    return run.status === 'success' ? run : null;
  });
}

/** Triggers the issue sync of a mirror and waits for its end. */
export async function syncIssues(maestro: JsonClient, mirror: DemoMirror): Promise<void> {
  const path = `/api/issue-mirrors/${mirror.issueSyncId}`;
  const { job_id } = await maestro.post<{ job_id: number }>(`${path}/trigger-sync`);
  await waitUntil(`the issues of ${mirror.sourcePath} are in sync`, async () => {
    const job = await maestro.get<{ status: string; error: string | null }>(`${path}/jobs/${job_id}`);
    if (job.status === 'failed') throw new Error(`The issue sync of ${mirror.sourcePath} failed: ${job.error}`);
    return ['success', 'partial'].includes(job.status) ? job : null;
  });
}
