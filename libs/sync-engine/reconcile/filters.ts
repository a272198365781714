import type { IssueFilters } from '../model/options';
import type { SourceIssue } from '../model/source';

/** Why an issue is left out, in words; null: it passes. */
export function filteredOut(issue: SourceIssue, filters: IssueFilters): string | null {
  const has = (label: string): boolean => issue.labels.includes(label);
  if (filters.labelsAny.length > 0 && !filters.labelsAny.some(has)) return 'it has none of the labels asked for';
  if (!filters.labelsAll.every(has)) return 'it lacks a label that is asked for';
  if (filters.labelsNot.some(has)) return 'it has a label that is left out';
  if (filters.milestone !== null && issue.milestone?.title !== filters.milestone) return 'it is not in the milestone';
  if (filters.authorUsername !== null && issue.author?.username !== filters.authorUsername) return 'of its author';
  if (
    filters.assigneeUsername !== null &&
    !issue.assignees.some(({ username }) => username === filters.assigneeUsername)
  ) {
    return 'of its assignees';
  }
  if (filters.confidential === 'only' && !issue.confidential) return 'it is not confidential';
  if (filters.confidential === 'never' && issue.confidential) return 'it is confidential';
  if (filters.createdAfter !== null && Date.parse(issue.createdAt) < Date.parse(filters.createdAfter))
    return 'it is too old';
  if (filters.titlePattern !== null && !matchesPattern(issue.title, filters.titlePattern)) return 'of its title';
  return null;
}

/** `*` stands for any text; everything else is compared as it is, without case. Linear, whatever the pattern. */
export function matchesPattern(text: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const lower = text.toLowerCase();
  if (parts.length === 1) return lower === parts[0];
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!lower.startsWith(first) || !lower.endsWith(last) || lower.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = lower.indexOf(part, at);
    if (found < 0 || found + part.length > lower.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
