import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { EXIT, type ExitCode, Failure } from '../exit-codes';
import { table } from '../table';
import { waitForRun } from '../wait-for-run';
import { type Command, jsonText, type Tools } from './command';

export interface ApplyOptions {
  file: string;
  secrets: string | undefined;
  dryRun: boolean;
  prune: boolean;
  wait: boolean;
}

interface Planned {
  kind: string;
  name: string;
}

interface Plan {
  create: Planned[];
  change: (Planned & { fields: { field: string; before: unknown; after: unknown }[] })[];
  delete: Planned[];
  unchanged: number;
  tokens_needed: string[];
}

interface Queued {
  job_id: number;
  total: number;
  applied: Planned[];
}

interface Item extends Planned {
  action: string;
  outcome: string;
  message: string | null;
}

export const apply =
  (options: ApplyOptions): Command =>
  async (tools) => {
    const document = await readDocument(options.file);
    const secrets = options.secrets === undefined ? {} : { secrets: await readDocument(options.secrets) };
    const query = new URLSearchParams({ dry_run: String(options.dryRun), prune: String(options.prune) });
    const path = `/api/export/all?${query.toString()}`;
    const body = { ...document, ...secrets };
    if (options.dryRun) return showPlan(await tools.client.post<Plan>(path, body), tools);
    return follow(await tools.client.post<Queued>(path, body), options.wait, tools);
  };

async function readDocument(file: string): Promise<object> {
  try {
    const value: unknown = parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Failure(`${file} cannot be read: ${reason}`);
  }
  throw new Failure(`${file} is no document: it should begin with names and values, such as "version: 1".`);
}

function showPlan(plan: Plan, { say, warn, json }: Tools): ExitCode {
  const changes = plan.create.length + plan.change.length + plan.delete.length;
  if (json) say(jsonText(plan));
  else {
    const rows = [
      ...plan.delete.map((each) => ['delete', each.kind, each.name, '']),
      ...plan.create.map((each) => ['create', each.kind, each.name, '']),
      ...plan.change.map((each) => ['change', each.kind, each.name, each.fields.map(inWords).join(', ')]),
    ];
    if (rows.length > 0) say(table(['ACTION', 'KIND', 'NAME', 'FIELDS'], rows));
    say(`${changes} to change, ${plan.unchanged} unchanged\n`);
  }
  if (plan.tokens_needed.length > 0) warn(`Give with --secrets the tokens of: ${plan.tokens_needed.join(', ')}\n`);
  return changes === 0 ? EXIT.ok : EXIT.drift;
}

const inWords = ({ field, before, after }: { field: string; before: unknown; after: unknown }): string =>
  `${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;

async function follow(queued: Queued, wait: boolean, { client, say, warn, json }: Tools): Promise<ExitCode> {
  if (!wait) {
    say(json ? jsonText(queued) : `Run ${queued.job_id} makes ${queued.total} changes.\n`);
    return EXIT.ok;
  }
  const run = await waitForRun(client, queued.job_id);
  const items = await client.all<Item>(`/api/export/jobs/${queued.job_id}/items`);
  if (json) say(jsonText({ ...queued, status: run.status, items }));
  else {
    const rows = [
      ...queued.applied.map(({ kind, name }) => ['apply', kind, name, 'done', '']),
      ...items.map(({ action, kind, name, outcome, message }) => [action, kind, name, outcome, message ?? '']),
    ];
    say(rows.length === 0 ? 'Nothing to change\n' : table(['ACTION', 'KIND', 'NAME', 'OUTCOME', 'MESSAGE'], rows));
  }
  if (run.status === 'success') return EXIT.ok;
  warn(`Run ${run.id} is ${run.status}${run.error === null ? '' : `: ${run.error}`}\n`);
  return EXIT.failed;
}
