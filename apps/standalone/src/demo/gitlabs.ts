import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../../gitlab-simulator/src';
import { JsonClient } from './http';
import { seedSource, seedTarget } from './seed';

export interface DemoGitlab {
  simulator: Simulator;
  /** A personal token of the administrator, as an operator would give it to Mirror Maestro. */
  token: string;
  api: JsonClient;
}

export interface DemoGitlabs {
  a: DemoGitlab;
  b: DemoGitlab;
  stop(): Promise<void>;
}

/** Two GitLabs on this machine: A with a group full of life, B with empty projects to mirror into. */
export async function startGitlabs(dataDir: string, ports: [number, number]): Promise<DemoGitlabs> {
  const [a, b] = await Promise.all([start('gitlab-a', dataDir, ports[0]), start('gitlab-b', dataDir, ports[1])]);
  await Promise.all([seedSource(a.simulator), seedTarget(b.simulator)]);
  return { a, b, stop: async () => void (await Promise.all([a.simulator.stop(), b.simulator.stop()])) };
}

async function start(name: string, dataDir: string, port: number): Promise<DemoGitlab> {
  const simulator = await startSimulator({
    name,
    port,
    dataDir: join(dataDir, name),
    tier: 'premium',
    settings: { mirrorDelayMs: 300 },
  });
  const token = simulator.world.createToken({ name: 'mirror-maestro', scopes: ['api', 'write_repository'] }).token;
  return { simulator, token, api: new JsonClient(`${simulator.url}/api/v4`, { 'PRIVATE-TOKEN': token }) };
}
