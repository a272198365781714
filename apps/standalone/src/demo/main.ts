import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settingsFromProcess } from '@app/config';
import { startEmbeddedPostgres } from '@app/database';
import { onceStopped } from '../signals';
import { startStandalone, type Standalone } from '../start';
import { keepBusy } from './activity';
import { configure, syncIssues, syncMirror } from './configure';
import { startGitlabs, type DemoGitlabs } from './gitlabs';
import { JsonClient } from './http';
import { tell } from './story';

const started = performance.now();
const say = (line: string): void =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);

/** The whole product with two simulated GitLabs; `--once` shows the proof and ends with 0 or 1. */
async function main(): Promise<void> {
  const { values: options } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
  const settings = settingsFromProcess();
  const dataDir = join(settings.get('DATA_DIR'), 'demo');
  // Each demo starts from nothing, as its GitLabs do; with --once beside one that may be running.
  const name = options.once ? `once-${process.pid}` : 'live';
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, name), database: `demo_${Date.now()}` });
  let gitlabs: DemoGitlabs | null = null;
  let standalone: Standalone | null = null;
  try {
    gitlabs = await startGitlabs(join(dataDir, name), options.once ? [0, 0] : [8081, 8082]);
    say(`two GitLabs are up: ${gitlabs.a.simulator.url} and ${gitlabs.b.simulator.url}`);
    const password = randomBytes(9).toString('base64url');
    standalone = await startStandalone({
      HOST: '127.0.0.1',
      ...(options.once ? { PORT: '0' } : {}),
      DATA_DIR: join(dataDir, name),
      DATABASE_URL: postgres.url,
      AUTH_PASSWORD: password,
      LOG_LEVEL: settings.get('LOG_LEVEL') === 'INFO' ? 'WARNING' : settings.get('LOG_LEVEL'),
      LOG_FORMAT: 'pretty',
    });
    say(`Mirror Maestro is ready: ${standalone.url}`);
    const login = `${standalone.settings.get('AUTH_USERNAME')}:${password}`;
    const maestro = new JsonClient(standalone.url, { Authorization: `Basic ${Buffer.from(login).toString('base64')}` });

    const mirrors = await configure(maestro, gitlabs);
    say(`${mirrors.length} projects are mirrored, with issue sync`);
    await Promise.all(mirrors.map((mirror) => Promise.all([syncMirror(maestro, mirror), syncIssues(maestro, mirror)])));
    say('branches, tags, issues and comments of A are in B');
    const [first] = mirrors;
    if (!first) throw new Error('There is nothing to mirror.');
    await tell(maestro, gitlabs, first, say);
    if (options.once) {
      say('the demo works');
      return;
    }
    printSigns(standalone, gitlabs, password);
    const stopping = new AbortController();
    const busy = keepBusy(maestro, gitlabs, mirrors, stopping.signal, say);
    await onceStopped();
    stopping.abort();
    await busy;
  } finally {
    await standalone?.stop();
    await gitlabs?.stop();
    await postgres.stop();
    if (options.once) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

function printSigns({ url, settings }: Standalone, { a, b }: DemoGitlabs, password: string): void {
  console.log(`
  Mirror Maestro   ${url}        login ${settings.get('AUTH_USERNAME')} / ${password}
  Swagger          ${url}/docs   ReDoc ${url}/redoc
  GitLab A         ${a.simulator.url}        token ${a.token}
  GitLab B         ${b.simulator.url}        token ${b.token}

  Commits and issues keep appearing on A and travel to B. Ctrl-C ends it.
`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
