import { StartError } from '@app/common';
import { type Settings, settingsFromProcess } from '@app/config';
import { addKeyToFile, secretBoxFor } from '@app/crypto';
import { openDatabase, startEmbeddedPostgres } from '@app/database';
import { runProgram } from '@app/foundation';
import { reEncryptSecrets } from '@features/instances';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * `npm run keys:rotate -- --new-key`: puts a new key first in the key file; then all processes have to be restarted.
 * `npm run keys:rotate`: puts every stored secret under the first key; may be interrupted and repeated.
 */
async function main(): Promise<void> {
  const settings = settingsFromProcess();
  if (process.argv.includes('--new-key')) addKey(settings);
  else await rotate(settings);
}

function addKey(settings: Settings): void {
  if (settings.get('ENCRYPTION_KEY').length > 0) {
    throw new StartError(
      'The keys come from ENCRYPTION_KEY: put the new key first there, before a comma and the old one.',
    );
  }
  addKeyToFile(settings.get('DATA_DIR'));
  say('The key file has a new first key. Restart all processes, then run `npm run keys:rotate`.');
}

async function rotate(settings: Settings): Promise<void> {
  const postgres = settings.get('DATABASE_URL') === null ? await embedded(settings) : null;
  try {
    const database = await openDatabase(postgres?.settings ?? settings);
    const { changed, current, unreadable } = await reEncryptSecrets(database.tx, secretBoxFor(settings));
    await database.close();
    say(`${changed} secrets were encrypted again, ${current} stood under the first key already.`);
    if (unreadable.length > 0) {
      throw new StartError(`No key opens ${unreadable.join(', ')}. Keep all keys, and enter those tokens again.`);
    }
    say('The older keys are not needed any more: remove them, and restart all processes.');
  } finally {
    await postgres?.stop();
  }
}

/** The embedded PostgreSQL of `npm start`, which may run already. */
async function embedded(settings: Settings): Promise<{ settings: Settings; stop: () => Promise<void> }> {
  const dataDir = settings.get('DATA_DIR');
  const server = await startEmbeddedPostgres({ dataDir, port: settings.get('EMBEDDED_POSTGRES_PORT') });
  return {
    settings: settingsFromProcess({ DATABASE_URL: server.url }),
    stop: () => server.stop(),
  };
}

runProgram(main);
