import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import { badParameter, Refusal } from '../world/refusal';
import { parseQuery, type Value, type Values } from './params';

const LIMIT = 32 * 1024 * 1024;

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) throw new Refusal(413, { message: '413 Request Entity Too Large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** GitLab refuses JSON that is nested deeper than 32 levels or has a list of more than 50,000 items. */
function tooComplex(value: Value, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const items = Array.isArray(value) ? value : Object.values(value);
  return depth >= 32 || items.length > 50_000 || items.some((item) => tooComplex(item, depth + 1));
}

function parseJson(text: string): Values {
  let value: Value;
  try {
    value = JSON.parse(text) as Value;
  } catch {
    throw badParameter('The request body is not valid JSON');
  }
  if (tooComplex(value)) throw badParameter('The request body is too complex');
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function parseForm(req: IncomingMessage): Promise<Values> {
  return new Promise((resolve, reject) => {
    const query = new URLSearchParams();
    const form = busboy({ headers: req.headers, limits: { fieldSize: LIMIT } });
    form.on('field', (name, value) => query.append(name, value));
    form.on('file', (_name, stream) => stream.resume());
    form.on('error', reject);
    form.on('close', () => resolve(parseQuery(query.toString())));
    req.pipe(form);
  });
}

/** The parameters in a body, whichever of the three forms it has. */
export async function readBody(req: IncomingMessage): Promise<Values> {
  if (req.method === 'GET' || req.method === 'HEAD') return {};
  const type = req.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return parseForm(req);
  const text = (await readAll(req)).toString();
  if (text === '') return {};
  return type.includes('json') ? parseJson(text) : parseQuery(text);
}
