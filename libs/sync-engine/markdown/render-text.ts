import { analyse, type Analysis, type Destination } from './analyse';
import { cleanText, WORD_JOINER } from './clean';
import { applyEdits, type Edit } from './edits';
import type { Found, ObjectReference } from './find-references';
import { referenceKey, uploadKey, type IssueReference, type UploadRef } from './references-model';
import {
  epicUrl,
  issueUrl,
  labelUrl,
  mergeRequestUrl,
  milestoneUrl,
  uploadUrlOnSource,
  userUrl,
  type TextOrigin,
} from './source-urls';

/** What is known about the target when a text is rendered. */
export interface TextResolver {
  /** Web URL of the counterpart (of the comment, where that is known), or null when there is none (yet). */
  issue(reference: IssueReference): string | null;
  /** Whether this is the name of a label / a milestone; a word after `~` or `%` need not be one. */
  isLabel(name: string): boolean;
  isMilestone(title: string): boolean;
  /** Where the mirrored label is listed; null: it isn't mirrored. */
  labelUrl(name: string): string | null;
  /** `url`: the copy; `failed`: keep a link to the source with this remark (null: without one). */
  upload(ref: UploadRef): { url: string } | { failed: string | null };
}

export interface RenderedText {
  text: string;
  /** Keys of issues that have no counterpart yet: render again when they get one. */
  waitingFor: string[];
  /** Something could not be copied; render again later. */
  incomplete: boolean;
}

/** A text of which everything is known that rendering it needs. */
export interface PreparedText {
  source: string;
  analysis: Analysis;
  resolver: TextResolver;
}

export const analyseText = (source: string, origin: TextOrigin): Analysis => analyse(cleanText(source), origin);

/** Issues that a text points to, once each. */
export function issuesIn(analysis: Analysis): IssueReference[] {
  const all = [
    ...analysis.references.flatMap((found) => ('reference' in found ? [found.reference] : [])),
    ...analysis.destinations.flatMap(({ target }) =>
      target.kind === 'issue'
        ? [target.reference]
        : target.kind === 'reference' && 'reference' in target.found
          ? [target.found.reference]
          : [],
    ),
  ];
  return [
    ...new Map(all.map((reference) => [`${referenceKey(reference)}:${reference.noteId ?? ''}`, reference])).values(),
  ];
}

/** Files that a text points to, once each. */
export function uploadsIn(analysis: Analysis): UploadRef[] {
  const all = analysis.destinations.flatMap(({ target }) => (target.kind === 'upload' ? [target.ref] : []));
  return [...new Map(all.map((ref) => [uploadKey(ref), ref])).values()];
}

export const mentionsLabels = (analysis: Analysis): boolean => analysis.references.some(({ kind }) => kind === 'label');

/**
 * The text for the target: files point to their copies, references are links to the mirrored counterpart or to the
 * source, mentions notify nobody and quick actions do nothing. Code stays as it is.
 */
export function renderText(analysis: Analysis, origin: TextOrigin, resolver: TextResolver): RenderedText {
  const { text } = analysis;
  const waiting = new Set<string>();
  let incomplete = false;
  const counterpart = (reference: IssueReference): string | null => {
    const url = resolver.issue(reference);
    if (url === null) waiting.add(referenceKey(reference));
    return url;
  };
  const edits: Edit[] = [...analysis.edits];
  for (const found of analysis.references) edits.push(...referenceEdits(found, text, origin, resolver, counterpart));
  for (const destination of analysis.destinations) {
    const { target } = destination;
    if (target.kind === 'upload') {
      const copy = resolver.upload(target.ref);
      if ('failed' in copy && copy.failed !== null) incomplete = true;
      edits.push(...uploadEdits(destination, target.ref, copy, text, origin));
    } else {
      const url = destinationUrl(target, origin, resolver, counterpart);
      if (url !== null) edits.push({ start: destination.start, end: destination.end, text: url });
    }
  }
  return { text: applyEdits(text, edits) + analysis.closer, waitingFor: [...waiting].toSorted(), incomplete };
}

type Counterpart = (reference: IssueReference) => string | null;

function referenceEdits(
  found: Found,
  text: string,
  origin: TextOrigin,
  resolver: TextResolver,
  counterpart: Counterpart,
): Edit[] {
  const { start, end } = found;
  if (found.kind === 'break') return [{ start, end, text: WORD_JOINER }];
  if (found.kind === 'issue-url') {
    const url = counterpart(found.reference);
    return url === null ? [] : [{ start, end, text: url }];
  }
  const written = text.slice(start, end);
  const url = referenceUrl(found, origin, resolver, counterpart);
  const escaped = escapeReference(written);
  if (url === null || escaped === null) return [{ start: found.signEnd, end: found.signEnd, text: WORD_JOINER }];
  // `![` would begin an image, and a bracket after a backslash no link.
  const apart = /[!\\]/.test(text[start - 1] ?? '') ? WORD_JOINER : '';
  return [{ start, end, text: `${apart}[${escaped}](${url})` }];
}

/** As link text that shows the same and is no reference itself; null when it can't stand in a link. */
function escapeReference(written: string): string | null {
  const bare = written.replace(/^\[(.*)\]$/, '$1').replace(/(?<=\d)\+s?$/, '');
  if (/[[\]|`<\\]/.test(bare)) return null;
  return bare.replace(/^GL-/, 'GL\\-').replace(/[#!&~%]/g, '\\$&');
}

function referenceUrl(
  found: ObjectReference,
  origin: TextOrigin,
  resolver: TextResolver,
  counterpart: Counterpart,
): string | null {
  if (found.kind === 'issue') return counterpart(found.reference) ?? issueUrl(origin, found.reference);
  if (found.kind === 'merge-request') return mergeRequestUrl(origin, found.projectPath, found.iid);
  if (found.kind === 'epic') return epicUrl(origin, found.groupPath, found.iid);
  const own = found.projectPath === origin.projectPath;
  if (found.kind === 'milestone') {
    return own && !resolver.isMilestone(found.title)
      ? null
      : milestoneUrl(origin.baseUrl, found.projectPath, found.title);
  }
  if (own && !resolver.isLabel(found.name)) return null;
  return (own ? resolver.labelUrl(found.name) : null) ?? labelUrl(origin.baseUrl, found.projectPath, found.name);
}

/** The new destination of a link; null: leave it. */
function destinationUrl(
  target: Exclude<Destination['target'], { kind: 'upload' }>,
  origin: TextOrigin,
  resolver: TextResolver,
  counterpart: Counterpart,
): string | null {
  if (target.kind === 'mention') return userUrl(origin, target.username);
  if (target.kind === 'issue') return counterpart(target.reference);
  return referenceUrl(target.found, origin, resolver, counterpart) ?? `${origin.baseUrl}/${origin.projectPath}`;
}

function uploadEdits(
  destination: Destination,
  ref: UploadRef,
  copy: { url: string } | { failed: string | null },
  text: string,
  origin: TextOrigin,
): Edit[] {
  const { start, end, node, image } = destination;
  if ('url' in copy) return [{ start, end, text: copy.url.replaceAll(' ', '%20') }];
  const edits: Edit[] = [{ start, end, text: uploadUrlOnSource(ref, origin) }];
  if (!node) return edits;
  // The source's files need a login, so an image would only be a broken one.
  if (image && text[node.start] === '!') edits.push({ start: node.start, end: node.start + 1, text: '' });
  if (copy.failed !== null) {
    const attributes = /^\{[^}\n]*\}/.exec(text.slice(node.end))?.[0].length ?? 0;
    const at = node.end + attributes;
    edits.push({ start: node.end, end: at, text: ` *(attachment not copied: ${copy.failed})*` });
  }
  return edits;
}
