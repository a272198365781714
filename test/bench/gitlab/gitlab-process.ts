import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SimulatorOptions } from '../../../apps/gitlab-simulator/src';
import type { Answer, Command } from './gitlab.child';
import type { Scenario } from './scenario';

type Method = keyof Scenario;

const HOOK = join(__dirname, '../../../libs/testing/typescript-hook.cjs');

/** A simulated GitLab in a process of its own, so that its work is not measured as ours. */
export class GitlabProcess {
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  private commands = 0;
  url = '';

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ id, value, error }: Answer) => {
      const waiter = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) waiter?.resolve(value);
      else waiter?.reject(new Error(error));
    });
    child.on('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('The simulated GitLab is gone.'));
      this.waiting.clear();
    });
  }

  static async start(options: SimulatorOptions): Promise<GitlabProcess> {
    const child = fork(join(__dirname, 'gitlab.child.ts'), [JSON.stringify(options)], {
      execArgv: ['--require', HOOK],
    });
    const gitlab = new GitlabProcess(child);
    gitlab.url = (await gitlab.answer(0)) as string;
    return gitlab;
  }

  async ask<M extends Method>(
    method: M,
    ...parameters: Parameters<Scenario[M]>
  ): Promise<Awaited<ReturnType<Scenario[M]>>> {
    const id = ++this.commands;
    const answer = this.answer(id);
    this.child.send({ id, method, parameters } satisfies Command);
    return (await answer) as Awaited<ReturnType<Scenario[M]>>;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }

  private answer(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }
}
