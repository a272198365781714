import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import FormData from 'form-data';
import type { FilePart } from './call';

/** A streamed multipart body with its headers; the content is never held in memory. */
export async function multipartBody(part: FilePart): Promise<{ body: Readable; headers: Record<string, string> }> {
  const content = typeof part.content === 'function' ? await part.content() : part.content;
  const form = new FormData();
  form.append(part.field, content, {
    // Quotes and line breaks would end the header they stand in.
    filename: part.filename.replace(/[\r\n"\\]/g, '_'),
    contentType: part.contentType ?? 'application/octet-stream',
    ...(part.size !== undefined && { knownLength: part.size }),
  });
  const body = new PassThrough();
  const fail = (error: Error): void => void body.destroy(error);
  form.on('error', fail);
  content.on('error', fail);
  body.on('close', () => content.destroy());
  form.pipe(body);
  const headers: Record<string, string> = { ...form.getHeaders() };
  if (part.size !== undefined) headers['content-length'] = String(form.getLengthSync());
  return { body, headers };
}
