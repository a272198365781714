import { hashOf } from '../hash/canonical';
import { desiredLabels, realAssigneeId } from '../labels/desired-labels';
import { earlierInstances } from '../loops/loop-guard';
import { renderTitle } from '../markdown/title';
import type { PreparedText } from '../markdown/render-text';
import type { TextOrigin } from '../markdown/source-urls';
import {
  instanceFingerprint,
  issueMarkerKey,
  noteMarkerKey,
  projectFingerprint,
  renderMarker,
} from '../markers/marker';
import type { SyncContext } from '../model/context';
import type { SyncOptions } from '../model/options';
import type { SourceIssue, SourceNote } from '../model/source';
import { issueFooter, noteFooter } from './footer';
import { renderBody } from './render-body';

/** What the copy of an issue should be. A field that is undefined is not ours to touch. */
export interface DesiredIssue {
  title: string;
  description: string;
  state: 'opened' | 'closed';
  labels: string[];
  /** Labels are not synced: what we put on the copy while they were stays there. */
  keepsLabels: boolean;
  confidential: boolean;
  discussionLocked: boolean;
  dueDate: string | null;
  issueType: string;
  weight: number | null | undefined;
  assigneeIds: number[] | undefined;
  /** Seconds. */
  timeEstimate: number | undefined;
  /** Seconds. */
  timeSpent: number | undefined;
}

export interface RenderedIssue {
  desired: DesiredIssue;
  hash: string;
  waitingFor: string[];
  /** A file could not be copied. */
  incomplete: boolean;
  /** Labels that the target can't hold beside others of the same scope. */
  droppedLabels: string[];
}

export const originOf = ({ source }: SyncContext): TextOrigin => ({
  baseUrl: source.baseUrl,
  projectId: source.projectId,
  projectPath: source.projectPath,
});

export function renderIssue(
  issue: SourceIssue,
  options: SyncOptions,
  context: SyncContext,
  description: PreparedText,
): RenderedIssue {
  const origin = originOf(context);
  const marker = renderMarker({
    kind: 'issue',
    key: issueMarkerKey(context.source, issue.iid),
    from: [...new Set([instanceFingerprint(context.source.baseUrl), ...earlierInstances(issue, context)])],
    to: projectFingerprint(context.target),
  });
  const footer = issueFooter(issue, origin, marker);
  const body = renderBody(description, footer, context.limits.description, issue.webUrl, origin);
  const { labels, dropped } = desiredLabels(issue, options, context);
  const desired: DesiredIssue = {
    title: renderTitle(issue.title, origin, context.limits.title),
    description: body.text,
    state: issue.state,
    labels,
    keepsLabels: !options.syncLabels,
    confidential: issue.confidential,
    discussionLocked: issue.discussionLocked,
    dueDate: issue.dueDate,
    issueType: issue.issueType,
    weight: options.syncWeight ? issue.weight : undefined,
    assigneeIds: realAssignees(issue, options, context),
    timeEstimate: options.syncTimeEstimate ? issue.timeEstimate : undefined,
    timeSpent: options.syncTimeSpent ? issue.timeSpent : undefined,
  };
  return {
    desired,
    hash: hashOf({ ...desired }),
    waitingFor: body.waitingFor,
    incomplete: body.incomplete,
    droppedLabels: dropped,
  };
}

/** Undefined without a user mapping: then assignees of a copy belong to the people there. */
function realAssignees(issue: SourceIssue, options: SyncOptions, context: SyncContext): number[] | undefined {
  if (Object.keys(options.userMapping).length === 0) return undefined;
  const ids = issue.assignees.flatMap(({ username }) => realAssigneeId(username, options, context) ?? []);
  const unique = [...new Set(ids)].toSorted((a, b) => a - b);
  return context.target.premium ? unique : unique.slice(0, 1);
}

export interface RenderedNote {
  body: string;
  waitingFor: string[];
  incomplete: boolean;
}

export function renderNote(
  note: SourceNote,
  issue: SourceIssue,
  context: SyncContext,
  text: PreparedText,
): RenderedNote {
  const origin = originOf(context);
  const marker = renderMarker({
    kind: 'note',
    key: noteMarkerKey(context.source, note.id),
    from: [instanceFingerprint(context.source.baseUrl)],
    to: projectFingerprint(context.target),
  });
  const footer = noteFooter(note, issue, origin, marker);
  const url = `${issue.webUrl}#note_${note.id}`;
  const rendered = renderBody(text, footer, context.limits.note, url, origin);
  return { body: rendered.text, waitingFor: rendered.waitingFor, incomplete: rendered.incomplete };
}
