import { startSimulator, type SimulatorOptions } from '../../../apps/gitlab-simulator/src';
import { Scenario } from './scenario';

export type Command = { id: number; method: keyof Scenario; parameters: unknown[] };
export type Answer = { id: number; value?: unknown; error?: string };

/** The process of a benchmark's GitLab: does what its parent asks for, and goes when the parent goes. */
async function main(): Promise<void> {
  const gitlab = await startSimulator(JSON.parse(process.argv[2] ?? '{}') as SimulatorOptions);
  const scenario = new Scenario(gitlab);
  process.on('disconnect', () => void gitlab.stop().then(() => process.exit(0)));
  process.on('message', ({ id, method, parameters }: Command) => {
    const work = scenario[method].bind(scenario) as (...given: unknown[]) => unknown;
    Promise.resolve()
      .then(() => work(...parameters))
      .then(
        (value) => process.send?.({ id, value }),
        (error: unknown) => process.send?.({ id, error: String(error) }),
      );
  });
  process.send?.({ id: 0, value: gitlab.url });
}

void main();
