import { EventEmitter2, EventEmitterModule } from '@nestjs/event-emitter';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConsoleLogger, Injectable, type Type } from '@nestjs/common';
import { ConfigModule, readSettings } from '@app/config';
import { DatabaseModule, Tx } from '@app/database';
import { JobCatalogue } from '@app/queue';
import type { RunContext, RunResult } from '../run-context';
import { RunHandler } from '../run-handler.decorator';
import { RUN_CHANGED, type RunChanged } from '../run.events';
import { RunsModule, RunsWorkerModule } from '../runs.module';
import { Runs } from '../runs.service';

/** Two kinds of work, one in each queue. */
export const LAB_JOBS = JobCatalogue.of({
  'mirror.sync': { queue: 'short', attempts: 3, timeLimit: 60 },
  'issue-sync.run': { queue: 'long', attempts: 2, timeLimit: 1 },
});

/** What the handlers do; shared by all processes of a lab. */
@Injectable()
export class Script {
  perform: (context: RunContext) => RunResult | Promise<RunResult> = () => ({ status: 'success' });
}

@RunHandler('mirror.sync')
export class ShortWork {
  constructor(private readonly script: Script) {}

  async run(context: RunContext): Promise<RunResult> {
    return this.script.perform(context);
  }
}

@RunHandler('issue-sync.run')
export class LongWork {
  constructor(private readonly script: Script) {}

  async run(context: RunContext): Promise<RunResult> {
    return this.script.perform(context);
  }
}

export interface Lab {
  module: TestingModule;
  runs: Runs;
  tx: Tx;
  /** What was published by this process. */
  events: RunChanged[];
  stop(): Promise<void>;
}

export interface LabOptions {
  /** Environment of the process. */
  env: Record<string, string>;
  script?: Script;
  /** What works here, beside the modules; default: a handler of each kind. */
  providers?: Type[];
}

async function start(feature: Type, providers: Type[], { env, script = new Script() }: LabOptions): Promise<Lab> {
  const settings = readSettings({ SHUTDOWN_TIMEOUT_SECONDS: '1', ...env });
  const module = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(settings), DatabaseModule, EventEmitterModule.forRoot(), feature],
    providers: [...providers, { provide: Script, useValue: script }],
  })
    .overrideProvider(JobCatalogue)
    .useValue(LAB_JOBS)
    .setLogger(new ConsoleLogger({ logLevels: ['error', 'fatal'] }))
    .compile();
  const events: RunChanged[] = [];
  module.get(EventEmitter2).on(RUN_CHANGED, (event: RunChanged) => events.push(event));
  await module.init();
  return { module, runs: module.get(Runs), tx: module.get(Tx), events, stop: () => module.close() };
}

/** A process that works. */
export const startWorkerLab = (options: LabOptions): Promise<Lab> =>
  start(RunsWorkerModule, options.providers ?? [ShortWork, LongWork], options);

/** A process that only asks for work. */
export const startApiLab = (options: LabOptions): Promise<Lab> => start(RunsModule, [], options);
