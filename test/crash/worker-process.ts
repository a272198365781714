import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The real worker, as a process of its own that can be killed. */
export class WorkerProcess {
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output = (this.output + text).slice(-20_000)));
    }
  }

  static start(environment: Record<string, string>): WorkerProcess {
    const hook = join(ROOT, 'libs/testing/typescript-hook.cjs');
    const child = spawn(process.execPath, ['--require', hook, join(ROOT, 'apps/worker/src/main.ts')], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new WorkerProcess(child);
  }

  /** Resolves once it is gone, killed or by itself. */
  async gone(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }

  /** As the kernel or a power cut would: nothing of it gets to run any more. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone();
  }

  /** What it said last, for a test that fails. */
  get lastWords(): string {
    return this.output;
  }
}
