import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { html, redirect, STREAMED, type Reply } from '../http/reply';
import type { Context } from '../http/context';
import type { Server } from '../http/server';
import { projectPath } from '../world/membership';
import { contentType } from '../world/uploads';
import { groupPage, homePage, issuePage, projectPage } from '../web/pages';

const missing = (): Reply => html('<!DOCTYPE html><title>Not found</title><h1>404: Page not found</h1>', 404);

/** The page of whatever lives at a path. It shows everything to everybody: one looks over the administrator's shoulder. */
async function show(ctx: Context): Promise<Reply> {
  const { world } = ctx;
  const path = (ctx.params.path ?? '').replace(/\/+$/, '');
  const [place = '', rest] = path.split('/-/', 2);
  const project = world.projectByPath(place);
  if (!project) {
    const moved = world.projectMovedFrom(place);
    if (moved) return redirect(`${world.publicUrl}/${projectPath(moved)}${rest ? `/-/${rest}` : ''}`);
    const group = world.namespaceByPath(place.replace(/^groups\//, ''));
    return group ? html(groupPage(world, group)) : missing();
  }
  const issue = /^(?:issues|work_items)\/(\d+)$/.exec(rest ?? '');
  if (!issue) return html(await projectPage(world, project));
  const found = world.issues(project).byIid.get(Number(issue[1]));
  return found ? html(issuePage(world, found)) : missing();
}

export function webRoutes(server: Server): void {
  server.outside('get', '/', 'web', (ctx) => html(homePage(ctx.world)));
  server.outside('get', '/_simulator/uploads/:projectId/:secret/:filename', 'web', (ctx) => {
    const upload = ctx.world.projects.get(Number(ctx.params.projectId))?.uploads.get(ctx.params.secret ?? '');
    if (!upload) return missing();
    ctx.res.setHeader('Content-Type', contentType(upload.filename));
    pipeline(createReadStream(upload.file), ctx.res).catch(() => ctx.res.destroy());
    return STREAMED;
  });
  server.outside('get', /^\/(?!api\/)(?<path>.+)$/, 'web', show);
}
