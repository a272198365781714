import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { keepHeapLean } from '@app/common';
import { settingsFromProcess } from '@app/config';
import { awaitDatabase } from '@app/database';
import { runProgram } from '@app/foundation';
import { listenForProbes } from './health-port';
import { WorkerModule } from './worker.module';

runProgram(async () => {
  keepHeapLean();
  const settings = settingsFromProcess();
  await awaitDatabase(settings);
  let isStarted = false;
  // First of all: a worker that can't be asked for its health must not take any work.
  const probes = await listenForProbes(settings.get('WORKER_HEALTH_PORT'), settings.get('HOST'), () => isStarted);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings), {
    bufferLogs: true,
    autoFlushLogs: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.flushLogs();
  app.enableShutdownHooks();
  isStarted = true;
  probes?.unref();
});
