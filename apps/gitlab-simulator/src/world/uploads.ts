import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Project, Upload, User } from './model';
import type { World } from './world';

/** Characters that GitLab doesn't keep in a file name become underscores. */
export function cleanFilename(name: string): string {
  const base = name.split(/[\\/]/).pop() ?? '';
  const clean = base.replace(/[^\p{L}\p{N}_.\-+]/gu, '_');
  return /^\.*$/.test(clean) ? 'upload' : clean;
}

/** Where a new upload goes: the bytes lie under the secret alone. */
export function newUpload(world: World, project: Project, filename: string, by: User): Upload {
  const secret = randomBytes(16).toString('hex');
  return {
    id: world.id('upload'),
    secret,
    filename: cleanFilename(filename),
    size: 0,
    file: join(world.dataDir, 'uploads', `${project.id}-${secret}`),
    uploadedBy: by,
    createdAt: world.now(),
  };
}

export const isEmbeddable = (filename: string): boolean =>
  /\.(png|jpe?g|gif|bmp|tiff?|ico|webp|svg|mp4|m4v|mov|webm|ogv|mp3|oga|ogg|spx|wav)$/i.test(filename);

export const isImage = (filename: string): boolean => /\.(png|jpe?g|gif|bmp|tiff?|ico|webp|svg)$/i.test(filename);

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  txt: 'text/plain',
  log: 'text/plain',
  json: 'application/json',
  mp4: 'video/mp4',
  zip: 'application/zip',
};

export const contentType = (filename: string): string =>
  TYPES[filename.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream';
