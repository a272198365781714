import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { hasCode } from '@app/common';
import { type Format, MEDIA_TYPES, serialise, type Tree } from './serialise';

/** Types under which YAML is sent; the first is the registered one. */
export const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];

/** `format` of the query, else what the caller accepts, else the first of these. */
export function formatFor(request: Request, asked: Format | undefined, [first, second]: [Format, Format]): Format {
  if (asked !== undefined) return asked;
  return request.accepts([MEDIA_TYPES[first], MEDIA_TYPES[second]]) === MEDIA_TYPES[second] ? second : first;
}

/** A name that every file system takes: letters, digits, `_ . -`. */
export const fileName = (name: string): string => name.replace(/[^\w.-]+/g, '_').replace(/^[_.-]+|[_-]+$/g, '');

/**
 * Sends a document as a file while it is read. When reading fails half-way the connection breaks, so that nobody takes
 * a part for the whole.
 */
export async function sendDownload(response: Response, name: string, tree: Tree, format: Format): Promise<void> {
  response.set({
    'Content-Type': `${MEDIA_TYPES[format]}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}.${format}"`,
    'Cache-Control': 'no-store',
  });
  try {
    await pipeline(Readable.from(batched(serialise(tree, format))), response);
  } catch (error) {
    // The caller has hung up.
    if (!hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  }
}

const PIECE = 64 * 1024;

/** Fewer, larger pieces: a write to the socket for each row would cost more than the row. */
async function* batched(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}
