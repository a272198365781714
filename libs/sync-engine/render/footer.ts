import { plainLine } from '../markdown/title';
import type { TextOrigin } from '../markdown/source-urls';
import type { SourceIssue, SourceNote, SourceUser } from '../model/source';
import { FOOTER_MARK } from './footer-mark';

/** `2025-01-31 14:05 UTC`. */
export const readableTime = (iso: string): string => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};

const nameOf = (user: SourceUser | null, origin: TextOrigin): string =>
  user ? plainLine(user.name || user.username, origin) : 'unknown';

/** Everything that we add below a description; byte for byte part of the contract up to the assignees. */
export function issueFooter(issue: SourceIssue, origin: TextOrigin, marker: string): string {
  const planning = [
    issue.milestone && `🎯 **Milestone**: ${plainLine(issue.milestone.title, origin)}`,
    issue.iteration && `🔄 **Iteration**: ${plainLine(issue.iteration.title, origin)}`,
    issue.epic && `🏔️ **Epic**: &${issue.epic.iid} ${plainLine(issue.epic.title, origin)}`.trimEnd(),
    issue.assignees.length > 0 && `👤 **Assignees**: ${issue.assignees.map((user) => nameOf(user, origin)).join(', ')}`,
    `✍️ **Author**: ${nameOf(issue.author, origin)}`,
    `🕒 **Created**: ${readableTime(issue.createdAt)}`,
    issue.movedToId !== null && '📦 **Moved**: to another project of the source instance',
  ].filter((line): line is string => typeof line === 'string');
  return [
    '',
    '---',
    FOOTER_MARK,
    '### 📋 Mirror Information',
    `🔗 **Source**: [${origin.projectPath}#${issue.iid}](${issue.webUrl})`,
    planning.join('\n'),
    marker,
  ].join('\n\n');
}

/** Below a comment: who wrote it, when, and where it is. */
export function noteFooter(note: SourceNote, issue: SourceIssue, origin: TextOrigin, marker: string): string {
  const link = `[${readableTime(note.createdAt)}](${issue.webUrl}#note_${note.id})`;
  return ['', '---', FOOTER_MARK, `💬 **${nameOf(note.author, origin)}** · ${link}`, marker].join('\n\n');
}
