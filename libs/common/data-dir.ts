import { accessSync, constants, mkdirSync } from 'node:fs';
import { safeMessage } from './redact';
import { StartError } from './start-error';

/**
 * Makes DATA_DIR where it is missing. Others may pass through it, because the embedded PostgreSQL of root runs as another
 * user; what is in it is closed to them.
 * @throws StartError when nothing can be written there
 */
export function openDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${dataDir} can't be written (${safeMessage(error)}). Set DATA_DIR to a folder that belongs to the user of this process.`,
      { cause: error },
    );
  }
}
