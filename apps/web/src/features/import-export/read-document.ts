import type { ConfigurationDocument, PairDocument } from '../../api/model';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Only the outline is looked at here: what is inside, the server checks, and names the rows that are wrong.
const isPairDocument = (value: unknown): value is PairDocument => isRecord(value) && Array.isArray(value.mirrors);
const isConfiguration = (value: unknown): value is ConfigurationDocument =>
  isRecord(value) && value.version === 1 && Array.isArray(value.instances) && Array.isArray(value.pairs);

/** YAML, of which JSON is a part. The parser's script loads when it is first needed. */
async function parse(text: string): Promise<unknown> {
  if (text.trim() === '') throw new Error('There is no document yet: paste one, or choose a file.');
  const { parse: parseYaml } = await import('yaml');
  const value: unknown = parseYaml(text, { prettyErrors: true });
  return value;
}

/** @throws Error with a sentence that says what is wrong with it, and where */
export async function readPairDocument(text: string): Promise<PairDocument> {
  const value = await parse(text);
  if (isPairDocument(value)) return value;
  throw new Error('This is no list of mirrors: it needs “mirrors”, a list, as the export of a pair has it.');
}

/** @throws Error with a sentence that says what is wrong with it, and where */
export async function readConfiguration(text: string): Promise<ConfigurationDocument> {
  const value = await parse(text);
  if (isConfiguration(value)) return value;
  throw new Error('This is no configuration: it needs “version: 1”, “instances” and “pairs”.');
}
