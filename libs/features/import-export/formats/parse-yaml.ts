import { Worker } from 'node:worker_threads';
import { AppError, within } from '@app/common';
import { parse, YAMLError } from 'yaml';

/** Longer texts would hold up other requests: a megabyte takes more than a second. */
const INLINE_LENGTH = 50_000;
const TIME_LIMIT_MS = 120_000;
// No merge keys, no custom tags; the library itself limits how often an alias may be used.
const OPTIONS = { prettyErrors: true } as const;

const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { parse } = require(workerData.library);
try {
  parentPort.postMessage({ value: parse(workerData.text, workerData.options) });
} catch (error) {
  parentPort.postMessage({ fault: error.message });
}`;

/**
 * The value of a YAML text (JSON is YAML too); long ones are read in a thread of their own.
 * @throws AppError 422 that says where it is wrong
 */
export async function parseYaml(text: string): Promise<unknown> {
  if (text.length > INLINE_LENGTH) return inThread(text);
  try {
    return parse(text, OPTIONS) as unknown;
  } catch (error) {
    if (error instanceof YAMLError || error instanceof ReferenceError) throw invalidYaml(error.message);
    if (error instanceof RangeError) throw invalidYaml('it is nested too deeply');
    throw error;
  }
}

async function inThread(text: string): Promise<unknown> {
  const workerData = { text, options: OPTIONS, library: require.resolve('yaml') };
  const thread = new Worker(THREAD, { eval: true, workerData });
  try {
    const answer = new Promise<{ value?: unknown; fault?: string }>((resolve, reject) => {
      thread.once('message', resolve).once('error', reject);
    });
    const { value, fault } = await within(TIME_LIMIT_MS, answer);
    if (fault !== undefined) throw invalidYaml(fault);
    return value;
  } finally {
    await thread.terminate();
  }
}

function invalidYaml(fault: string): AppError {
  // The library shows the place with a few lines of the text; the first line says it all.
  const [message = 'it cannot be read'] = fault.split('\n');
  return new AppError('invalid', 'invalid_yaml', `The body is not valid YAML: ${message.replace(/:$/, '.')}`, {
    errors: [{ field: 'body', message: message.replace(/:$/, '') }],
  });
}
