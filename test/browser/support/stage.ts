import { startSimulator, type Simulator } from '../../../apps/gitlab-simulator/src';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../../support/test-app';

export const USER = 'admin';
export const PASSWORD = TEST_PASSWORD;

export interface GitlabOnStage {
  simulator: Simulator;
  /** A personal token that may do everything that Mirror Maestro needs. */
  token: string;
}

/** The product with two GitLabs: A has two projects with history and issues, B has empty projects to mirror into. */
export interface Stage {
  app: TestApp;
  a: GitlabOnStage;
  b: GitlabOnStage;
  stop(): Promise<void>;
}

export const SOURCE = 'platform/api-gateway';
export const TARGET = 'backup/api-gateway';
export const ISSUES = 5;

export async function startStage(): Promise<Stage> {
  const [app, a, b] = await Promise.all([
    startTestApp({ ALLOW_PRIVATE_INSTANCES: 'true' }),
    gitlab('gitlab-a'),
    gitlab('gitlab-b'),
  ]);
  await Promise.all([seedSource(a.simulator), seedTarget(b.simulator)]);
  return {
    app,
    a,
    b,
    stop: async () => void (await Promise.all([app.stop(), a.simulator.stop(), b.simulator.stop()])),
  };
}

async function gitlab(name: string): Promise<GitlabOnStage> {
  const simulator = await startSimulator({ name, tier: 'premium', settings: { mirrorDelayMs: 100 } });
  const { token } = simulator.world.createToken({ name: 'mirror-maestro', scopes: ['api', 'write_repository'] });
  return { simulator, token };
}

async function seedSource({ world }: Simulator): Promise<void> {
  const project = await world.createProject({
    path: SOURCE,
    visibility: 'internal',
    commits: [{ branch: 'main', message: 'Start', files: { 'README.md': '# API gateway\n' } }],
  });
  for (let n = 1; n <= ISSUES; n++) {
    const issue = world.createIssue(project, {
      title: `Finding number ${n}`,
      description: 'It should be *seen* on B.',
    });
    world.addNote(issue, { body: `A comment on ${n}` });
  }
  await world.createProject({
    path: 'platform/web-shop',
    visibility: 'internal',
    commits: [{ branch: 'main', message: 'Start', files: { 'README.md': '# Web shop\n' } }],
  });
}

async function seedTarget({ world }: Simulator): Promise<void> {
  await world.createProject({ path: TARGET, visibility: 'internal' });
  await world.createProject({ path: 'backup/web-shop', visibility: 'internal' });
}
