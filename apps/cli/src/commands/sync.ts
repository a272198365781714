import type { Client } from '../client';
import { EXIT, Failure } from '../exit-codes';
import { pairNamed } from '../pair-named';
import { waitForRun } from '../wait-for-run';
import { type Command, jsonText } from './command';

export interface SyncOptions {
  what: string;
  wait: boolean;
}

interface Mirror {
  id: number;
  source_project_path: string;
  target_project_path: string;
}

export const sync =
  ({ what, wait }: SyncOptions): Command =>
  async ({ client, say, warn, json }) => {
    const { job_id } = await client.post<{ job_id: number }>(await pathOf(client, what));
    if (!wait) {
      say(json ? jsonText({ job_id }) : `Run ${job_id} syncs ${what}.\n`);
      return EXIT.ok;
    }
    const run = await waitForRun(client, job_id);
    if (json) say(jsonText(run));
    else say(`${what}: ${run.status}\n`);
    if (run.status === 'success') return EXIT.ok;
    for (const { item, message } of run.errors) warn(`${item}: ${message}\n`);
    if (run.error !== null) warn(`${run.error}\n`);
    return EXIT.failed;
  };

/** A number is the id of a mirror; else the name of a pair, else the path of a mirrored project. */
async function pathOf(client: Client, what: string): Promise<string> {
  if (/^\d+$/.test(what)) return `/api/mirrors/${what}/update`;
  const pairId = await pairNamed(client, what);
  if (pairId !== null) return `/api/pairs/${pairId}/sync-mirrors`;
  const mirrors = (await client.all<Mirror>(`/api/mirrors?search=${encodeURIComponent(what)}`)).filter(
    (mirror) => mirror.source_project_path === what || mirror.target_project_path === what,
  );
  const [mirror, ...others] = mirrors;
  if (mirror === undefined) throw new Failure(`There is no pair and no mirrored project named ${what}.`);
  if (others.length === 0) return `/api/mirrors/${mirror.id}/update`;
  const choices = mirrors.map((each) => `  ${each.id}  ${each.source_project_path} → ${each.target_project_path}`);
  throw new Failure(`${what} is mirrored several times; give the id of one:\n${choices.join('\n')}`);
}
