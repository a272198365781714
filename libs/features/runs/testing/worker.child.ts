import 'reflect-metadata';
import { Script, startWorkerLab } from './run-lab';

/** A worker process that begins its first run and never gets done with it. */
async function main(): Promise<void> {
  const script = new Script();
  script.perform = () => new Promise(() => undefined);
  await startWorkerLab({ env: JSON.parse(process.argv[2] ?? '{}') as Record<string, string>, script });
}

void main();
