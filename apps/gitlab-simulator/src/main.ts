import { parseArgs } from 'node:util';
import { startSimulator } from './simulator';
import type { Tier } from './world/edition';

const USAGE = `Usage: gitlab-simulator [--port 8080] [--host 127.0.0.1] [--data-dir DIR] [--name gitlab] [--version 18.5.0-ee]
                        [--tier free|premium|ultimate] [--latency-ms 0] [--public-url URL]
Each option may also be set as GITLAB_SIMULATOR_PORT, …_DATA_DIR and so on.`;

const TIERS: readonly Tier[] = ['free', 'premium', 'ultimate'];

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      port: text,
      host: text,
      'data-dir': text,
      name: text,
      version: text,
      tier: text,
      'latency-ms': text,
      'public-url': text,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const option = (
    name: 'port' | 'host' | 'data-dir' | 'name' | 'version' | 'tier' | 'latency-ms' | 'public-url',
  ): string | undefined => values[name] ?? process.env[`GITLAB_SIMULATOR_${name.toUpperCase().replaceAll('-', '_')}`];
  const [host, dataDir, name, version, publicUrl] = [
    option('host'),
    option('data-dir'),
    option('name'),
    option('version'),
    option('public-url'),
  ];
  const tier = TIERS.find((one) => one === (option('tier') ?? 'free'));
  if (!tier) throw new Error(`--tier must be one of ${TIERS.join(', ')}`);
  const gitlab = await startSimulator({
    port: Number(option('port') ?? 8080),
    latencyMs: Number(option('latency-ms') ?? 0),
    tier,
    ...(host ? { host } : {}),
    ...(dataDir ? { dataDir } : {}),
    ...(name ? { name } : {}),
    ...(version ? { version } : {}),
    ...(publicUrl ? { publicUrl } : {}),
  });
  const token = gitlab.world.createToken({
    name: 'administrator',
    scopes: ['api', 'read_repository', 'write_repository'],
  });
  process.stdout.write(`${gitlab.name} listens at ${gitlab.url}; token of root: ${token.token}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void gitlab.stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 1;
});
