import { keepHeapLean } from '@app/common';
import { settingsFromProcess } from '@app/config';
import { awaitDatabase } from '@app/database';
import { runProgram } from '@app/foundation';
import { ApiModule } from './api.module';
import { createApp, listen } from './create-app';

runProgram(async () => {
  keepHeapLean();
  const settings = settingsFromProcess();
  await awaitDatabase(settings);
  const app = await createApp(ApiModule.forRoot(settings), settings);
  app.enableShutdownHooks();
  await listen(app, settings);
});
