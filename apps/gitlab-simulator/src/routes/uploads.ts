import busboy from 'busboy';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { findProject, writableProject } from '../http/access';
import { currentUser, idParam, viewer, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { created, html, noContent, redirect, STREAMED, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { iso, userView } from '../views/common';
import { projectAccess, projectPath } from '../world/membership';
import { Access, type Project, type Upload } from '../world/model';
import { badParameter, notFound, Refusal } from '../world/refusal';
import { contentType, isEmbeddable, isImage, newUpload } from '../world/uploads';

const tooLarge = (): Refusal =>
  new Refusal(413, '<html><head><title>413 Request Entity Too Large</title></head></html>', {
    'Content-Type': 'text/html',
    Connection: 'close',
  });

/** Streams the file of the form to disk; a file over the limit leaves nothing behind. */
async function receive(ctx: Context, project: Project): Promise<Upload> {
  const { req, world } = ctx;
  const limit = world.settings.maxAttachmentBytes;
  // A length that already says too much is refused without reading on.
  if (Number(req.headers['content-length'] ?? 0) > limit + 64 * 1024) throw tooLarge();
  if (!/^multipart\/form-data/i.test(req.headers['content-type'] ?? '')) throw badParameter('file is missing');
  const form = busboy({ headers: req.headers, limits: { fileSize: limit, files: 1 }, defParamCharset: 'utf8' });
  let upload: Upload | null = null;
  let truncated = false;
  let writing: Promise<void> = Promise.resolve();
  form.on('file', (field, stream, info) => {
    if (field !== 'file' || upload) {
      stream.resume();
      return;
    }
    const received = newUpload(world, project, info.filename ?? '', currentUser(ctx));
    upload = received;
    stream.on('limit', () => (truncated = true));
    stream.on('data', (chunk: Buffer) => (received.size += chunk.length));
    writing = pipeline(stream, createWriteStream(received.file));
    writing.catch(() => undefined);
  });
  await pipeline(req, form);
  await writing;
  const done = upload as Upload | null;
  if (!done) throw badParameter('file is missing');
  if (truncated) {
    await rm(done.file, { force: true });
    throw tooLarge();
  }
  project.uploads.set(done.secret, done);
  return done;
}

function uploadView(ctx: Context, project: Project, upload: Upload): Record<string, unknown> {
  const embedded = isEmbeddable(upload.filename);
  const alt = embedded ? upload.filename.replace(/\.[^.]*$/, '') : upload.filename;
  const url = `/uploads/${upload.secret}/${upload.filename}`;
  const { edition } = ctx.world;
  return {
    ...(edition.atLeast(17, 3) ? { id: upload.id } : {}),
    alt,
    url,
    full_path: edition.atLeast(17, 1) ? `/-/project/${project.id}${url}` : `/${projectPath(project)}${url}`,
    markdown: `${embedded ? '!' : ''}[${alt.replace(/[[\]]/g, '\\$&')}](${url})`,
  };
}

function since(ctx: Context, major: number, minor: number): void {
  if (!ctx.world.edition.atLeast(major, minor)) throw new Refusal(404, { error: '404 Not Found' });
}

function sendFile(ctx: Context, upload: Upload): typeof STREAMED {
  const { res } = ctx;
  res.statusCode = 200;
  res.setHeader('Content-Type', contentType(upload.filename));
  res.setHeader('Content-Length', String(upload.size));
  const disposition = isImage(upload.filename) ? 'inline' : 'attachment';
  res.setHeader('Content-Disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(upload.filename)}`);
  pipeline(createReadStream(upload.file), res).catch(() => res.destroy());
  return STREAMED;
}

function bySecret(ctx: Context, project: Project): Upload {
  const upload = project.uploads.get(ctx.params.secret ?? '');
  if (!upload || upload.filename !== ctx.params.filename) throw notFound('Upload');
  return upload;
}

function byId(ctx: Context, project: Project): Upload {
  for (const upload of project.uploads.values()) if (upload.id === idParam(ctx, 'uploadId')) return upload;
  throw notFound('Upload');
}

async function remove(project: Project, upload: Upload): Promise<Reply> {
  project.uploads.delete(upload.secret);
  await rm(upload.file, { force: true });
  return noContent();
}

/** A file's address on the web: tokens count for nothing there, only a browser's session would. */
function webUpload(ctx: Context, project: Project | null | undefined): Reply | typeof STREAMED {
  const upload = project?.uploads.get(ctx.params.secret ?? '');
  if (project && upload && upload.filename === ctx.params.filename) {
    const open = project.visibility === 'public' || (isImage(upload.filename) && !project.enforceAuthChecksOnUploads);
    if (open) return sendFile(ctx, upload);
  }
  return redirect(`${ctx.world.publicUrl}/users/sign_in`);
}

export function uploadRoutes(server: Server): void {
  const base = '/projects/:id/uploads';
  server.post(
    base,
    async (ctx) => {
      const project = writableProject(ctx, Access.guest);
      return created(uploadView(ctx, project, await receive(ctx, project)));
    },
    { raw: true },
  );

  server.get(base, (ctx) => {
    since(ctx, 17, 2);
    const project = findProject(ctx, Access.maintainer);
    return paginate(ctx, [...project.uploads.values()].reverse(), (upload) => ({
      id: upload.id,
      size: upload.size,
      filename: upload.filename,
      created_at: iso(upload.createdAt),
      uploaded_by: userView(ctx.world, upload.uploadedBy),
    }));
  });

  server.get(`${base}/:uploadId`, (ctx) => {
    since(ctx, 17, 2);
    return sendFile(ctx, byId(ctx, findProject(ctx, Access.maintainer)));
  });
  server.get(`${base}/:secret/:filename`, (ctx) => {
    since(ctx, 17, 4);
    currentUser(ctx);
    const project = findProject(ctx);
    if (project.visibility !== 'public' && projectAccess(viewer(ctx), project) < Access.guest)
      throw notFound('Project');
    return sendFile(ctx, bySecret(ctx, project));
  });
  server.delete(`${base}/:uploadId`, (ctx) => {
    since(ctx, 17, 2);
    const project = writableProject(ctx, Access.maintainer);
    return remove(project, byId(ctx, project));
  });
  server.delete(`${base}/:secret/:filename`, (ctx) => {
    since(ctx, 17, 4);
    const project = writableProject(ctx, Access.maintainer);
    return remove(project, bySecret(ctx, project));
  });

  server.outside('get', '/-/project/:projectId/uploads/:secret/:filename', 'web upload', (ctx) =>
    webUpload(ctx, ctx.world.projects.get(idParam(ctx, 'projectId'))),
  );
  server.outside('get', '/*path/uploads/:secret/:filename', 'web upload', (ctx) =>
    webUpload(ctx, ctx.world.projectByPath(ctx.params.path ?? '')),
  );
  server.outside('get', '/users/sign_in', 'web sign in', () =>
    html(
      '<!DOCTYPE html><html class="html-devise-layout"><head><title>Sign in · GitLab</title></head><body><h1>Sign in</h1></body></html>',
    ),
  );
}
