import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Settings, settingsFromProcess } from '@app/config';
import { awaitDatabase, type RunningPostgres, startEmbeddedPostgres } from '@app/database';
import { forgetAdminPassword, generateAdminPassword } from '@features/auth';
import { createApp, listen } from '../../api/src/create-app';
import { StandaloneModule } from './standalone.module';

export interface Standalone {
  url: string;
  app: NestExpressApplication;
  settings: Settings;
  /** The administrator's password, when it was generated just now. */
  newPassword: string | null;
  stop(): Promise<void>;
}

/** Everything in this process, with a PostgreSQL of its own unless DATABASE_URL names one. */
export async function startStandalone(overrides: Record<string, string> = {}): Promise<Standalone> {
  let settings = settingsFromProcess(overrides);
  let postgres: RunningPostgres | null = null;
  if (settings.get('DATABASE_URL') === null) {
    postgres = await startEmbeddedPostgres({
      dataDir: settings.get('DATA_DIR'),
      port: settings.get('EMBEDDED_POSTGRES_PORT'),
    });
    settings = settingsFromProcess(overrides, { DATABASE_URL: postgres.url });
  }
  try {
    return await startWithDatabase(settings, postgres);
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

async function startWithDatabase(settings: Settings, postgres: RunningPostgres | null): Promise<Standalone> {
  await awaitDatabase(settings);
  const newPassword = await generateAdminPassword(settings);
  const app = await createApp(StandaloneModule.forRoot(settings), settings)
    .then(async (created) => {
      await listen(created, settings);
      return created;
    })
    .catch((error: unknown) => {
      // Nobody will see it: the next start makes another one.
      if (newPassword !== null) forgetAdminPassword(settings);
      throw error;
    });
  const { port } = app.getHttpServer().address() as AddressInfo;
  const host = ['0.0.0.0', '::'].includes(settings.get('HOST')) ? 'localhost' : settings.get('HOST');
  return {
    url: `http://${host}:${port}`,
    app,
    settings,
    newPassword,
    // Workers first: they still write what they finish.
    stop: async () => {
      await app.close();
      await postgres?.stop();
    },
  };
}
