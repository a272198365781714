import { settingsFromProcess } from '@app/config';
import { openDatabase } from '@app/database';
import { runProgram } from '@app/foundation';

/** `npm run db:migrate`: brings the schema up to date, before a deployment for example. */
async function main(): Promise<void> {
  const { ran, close } = await openDatabase(settingsFromProcess());
  process.stdout.write(ran.length > 0 ? `Ran ${ran.join(', ')}\n` : 'The schema is up to date.\n');
  await close();
}

runProgram(main);
