import { editableIssue, findIssue } from '../http/access';
import { currentUser, type Context } from '../http/context';
import { created, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { timeStatsView } from '../views/issue';
import { parseDuration } from '../world/duration';
import { updateIssue, type IssueChange } from '../world/issues';
import { projectAccess } from '../world/membership';
import { Access, type Issue } from '../world/model';
import { badParameter, forbidden } from '../world/refusal';

function tracked(ctx: Context): Issue {
  const issue = editableIssue(ctx);
  if (projectAccess(currentUser(ctx), issue.project) < Access.planner) throw forbidden();
  return issue;
}

function duration(ctx: Context): number {
  const seconds = parseDuration(ctx.input.requiredText('duration'));
  if (seconds === null) throw badParameter('duration is invalid');
  return seconds;
}

function apply(ctx: Context, issue: Issue, change: IssueChange, status: (body: unknown) => Reply): Reply {
  updateIssue(ctx.world, issue, change, currentUser(ctx));
  return status(timeStatsView(issue));
}

export function timeTrackingRoutes(server: Server): void {
  const base = '/projects/:id/issues/:iid';
  server.get(`${base}/time_stats`, (ctx) => ok(timeStatsView(findIssue(ctx))));
  server.post(`${base}/time_estimate`, (ctx) => {
    const issue = tracked(ctx);
    const seconds = duration(ctx);
    if (seconds < 0) throw badParameter('duration is invalid');
    return apply(ctx, issue, { timeEstimate: seconds }, ok);
  });
  server.post(`${base}/reset_time_estimate`, (ctx) => apply(ctx, tracked(ctx), { timeEstimate: 0 }, ok));
  server.post(`${base}/add_spent_time`, (ctx) => {
    const issue = tracked(ctx);
    const total = issue.timeSpent + duration(ctx);
    // What would end below zero is ignored.
    return apply(ctx, issue, total < 0 ? {} : { timeSpent: total }, created);
  });
  server.post(`${base}/reset_spent_time`, (ctx) => apply(ctx, tracked(ctx), { timeSpent: 0 }, ok));
}
