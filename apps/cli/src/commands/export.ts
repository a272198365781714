import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from '../client';
import { EXIT, Failure } from '../exit-codes';
import { pairNamed } from '../pair-named';
import type { Command } from './command';

export interface ExportOptions {
  pair: string | undefined;
  output: string | undefined;
  format: 'yaml' | 'json';
}

export const exportDocument =
  ({ pair, output, format }: ExportOptions): Command =>
  async ({ client, say, warn }) => {
    const path = pair === undefined ? '/api/export/all' : `/api/export/pair/${await pairId(client, pair)}`;
    const body = Readable.from(client.download(`${path}?format=${format}`), { objectMode: false });
    if (output === undefined) {
      body.setEncoding('utf8');
      for await (const chunk of body) say(chunk as string);
      return EXIT.ok;
    }
    await write(body, output);
    warn(`Written to ${output}\n`);
    return EXIT.ok;
  };

/** The file is replaced only when everything is there. */
async function write(body: Readable, file: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await pipeline(body, createWriteStream(part));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof Failure) throw error;
    throw new Failure(`${file} could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function pairId(client: Client, name: string): Promise<number> {
  const id = await pairNamed(client, name);
  if (id === null) throw new Failure(`There is no pair named ${name}.`);
  return id;
}
