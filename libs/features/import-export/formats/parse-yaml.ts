import { Worker } from 'node:worker_threads';
import { AppError, within } from '@app/common';

const TIME_LIMIT_MS = 120_000;
/** Nothing that is asked for here comes near. Reading goes down level by level, and Node may die where the stack ends. */
const DEEPEST = 200;
// No merge keys, no custom tags; the library itself limits how often an alias may be used. Only faults are told of.
const OPTIONS = { prettyErrors: true, logLevel: 'error' } as const;

const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { Lexer, parse, Parser } = require(workerData.library);
const { text, options, deepest } = workerData;
try {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > deepest) throw new Error('it is nested too deeply');
  }
  parentPort.postMessage({ value: parse(text, options) });
} catch (error) {
  parentPort.postMessage({ fault: error.message });
}`;

/**
 * The value of a YAML text (JSON is YAML too). It is read in a thread of its own, because a megabyte takes more than a
 * second, which would hold up other requests.
 * @throws AppError 422 that says where it is wrong
 */
export async function parseYaml(text: string): Promise<unknown> {
  const workerData = { text, options: OPTIONS, deepest: DEEPEST, library: require.resolve('yaml') };
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
