import { hasCode, redact, StartError } from '@app/common';

/** Runs a program; what keeps it from starting is told on standard error, and it ends with 1. */
export function runProgram(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${redact(inWords(error))}\n`);
    process.exit(1);
  });
}

/** A stack is only of use where nobody foresaw what happened. */
const inWords = (error: unknown): string =>
  error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error);

/** What is wrong with an address that can't be listened on, with the setting to change; other errors as they are. */
export function addressFault(
  error: unknown,
  variable: 'PORT' | 'WORKER_HEALTH_PORT',
  host: string,
  port: number,
): unknown {
  if (hasCode(error, 'EADDRINUSE')) {
    return new StartError(`Port ${port} is taken by another program. Stop that, or set ${variable} to a free port.`);
  }
  if (hasCode(error, 'EACCES')) {
    return new StartError(`Port ${port} is closed to this user. Set ${variable} to a port above 1023.`);
  }
  if (hasCode(error, 'EADDRNOTAVAIL') || hasCode(error, 'ENOTFOUND') || hasCode(error, 'EAI_AGAIN')) {
    return new StartError(`${host} is no address of this machine. Set HOST to one of its own, or to 0.0.0.0 for all.`);
  }
  return error;
}
