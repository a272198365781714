import { WORD_JOINER } from './clean';
import type { Edit } from './edits';
import { findReferences, type Found, type ObjectReference } from './find-references';
import { looseLinks } from './loose-links';
import { neutraliseQuickActions } from './quick-actions';
import { rangeFinder } from './range-finder';
import type { IssueReference, UploadRef } from './references-model';
import { regionsOf, type Range } from './regions';
import { issueOfUrl, uploadOfUrl, type TextOrigin } from './source-urls';

/** A link destination (or the URL in an HTML attribute) that means something on the source instance. */
export interface Destination extends Range {
  target:
    | { kind: 'upload'; ref: UploadRef }
    | { kind: 'issue'; reference: IssueReference }
    /** GitLab reads a destination like `#12` or `@user` as a reference, too. */
    | { kind: 'reference'; found: ObjectReference }
    | { kind: 'mention'; username: string };
  /** The whole image or link around it; null in HTML and for bare URLs. */
  node: Range | null;
  image: boolean;
}

/** What of a (cleaned) text has to be rewritten. */
export interface Analysis {
  text: string;
  references: Found[];
  destinations: Destination[];
  /** Edits that depend on nothing else. */
  edits: Edit[];
  closer: string;
}

const MENTION = /^@([\w.][\w.-]*(?:\/[\w.-]+)*)$/;
// Looking ahead it says `coding:` once; a line that says it often would be tried from each of them.
const FRONT_MATTER = /^((?:(?=[^\n]*coding:)[^\n]*\n)?(?:\s*\n)?)((?:---|\+\+\+|;;;)[^\n]*)/;
const ATTRIBUTE = /\b(?:href|src|data-src|poster|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi;

/** Characters without which there is nothing to find in a text, so that prose needn't be parsed. */
const PARSE_FOR =
  /[@<[`\\]|[#!&~%$]["&\p{L}\p{N}_:.?-]|GL-|https?:|~~~|&|\*iteration:|(?:^|[^\w/])\/[A-Za-z_]|^(?:---|\+\+\+|;;;)/mu;

export function analyse(text: string, origin: TextOrigin): Analysis {
  if (!PARSE_FOR.test(text)) return { text, references: [], destinations: [], edits: [], closer: '' };
  const regions = regionsOf(text);
  const references = regions.texts.flatMap(({ start, end, linked }) =>
    findReferences(text, start, end, origin, linked),
  );
  const destinations: Destination[] = [];
  const edits: Edit[] = [];
  const loose = looseLinks(text, regions);
  for (const { start, end, node, image, definition } of [...regions.destinations, ...loose]) {
    const found = destinationIn(text, { start, end }, origin);
    if (found) destinations.push({ ...found, node: definition ? null : node, image });
  }
  // The parser ends a URL at its first space.
  const inLoose = rangeFinder(loose.map(({ node }) => node));
  for (const { start, end } of regions.autolinks) {
    if (inLoose(start)) continue;
    const found = destinationIn(text, { start, end }, origin);
    if (found) destinations.push({ ...found, node: null, image: false });
  }
  // Our parser takes a tag with an unquoted path (`src=/uploads/…`) for text; GitLab's doesn't.
  for (const { start, end } of regions.texts) {
    for (const tag of text.slice(start, end).matchAll(/<[a-zA-Z][^<>]*>/g)) {
      readAttributes(text, { start: start + tag.index, end: start + tag.index + tag[0].length }, origin, destinations);
    }
  }
  for (const range of regions.html) readHtml(text, range, origin, destinations, edits);
  edits.push(...neutraliseQuickActions(text, regions.code), ...defuseFrontMatter(text));
  return { text, references, destinations, edits, closer: regions.closer };
}

/** What the destination at this place means, and how much of it that is: what follows the name of a file stays. */
function destinationIn(
  text: string,
  { start, end }: Range,
  origin: TextOrigin,
): Pick<Destination, 'start' | 'end' | 'target'> | null {
  const written = text.slice(start, end);
  const target = destinationTarget(written, origin);
  if (!target) return null;
  return { start, end: target.kind === 'upload' ? start + written.search(/[?#]|$/) : end, target };
}

function destinationTarget(written: string, origin: TextOrigin): Destination['target'] | null {
  const url = decode(written);
  const ref = uploadOfUrl(written, origin);
  if (ref) return { kind: 'upload', ref };
  const reference = issueOfUrl(url, origin);
  if (reference) return { kind: 'issue', reference };
  const username = MENTION.exec(url)?.[1];
  if (username) return { kind: 'mention', username };
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return null;
  const found = findReferences(url, 0, url.length, origin, false)[0];
  return found && 'signEnd' in found && found.start === 0 && found.end === url.length
    ? { kind: 'reference', found }
    : null;
}

function readHtml(
  text: string,
  { start, end }: Range,
  origin: TextOrigin,
  destinations: Destination[],
  edits: Edit[],
): void {
  readAttributes(text, { start, end }, origin, destinations);
  const html = text.slice(start, end);
  // Between tags there is text; markdown links don't work there, so references are only broken.
  for (const match of html.matchAll(/<!--[\s\S]*?(?:-->|$)|<[^>]*>|([^<]+)/g)) {
    if (match[1] === undefined) continue;
    const at = start + match.index;
    for (const found of findReferences(text, at, at + match[1].length, origin, false)) {
      // A URL is inert: it names a foreign host.
      if (found.kind === 'issue-url') continue;
      const sign = found.kind === 'break' ? found.start : found.signEnd;
      edits.push({ start: sign, end: sign, text: WORD_JOINER });
    }
  }
}

function readAttributes(text: string, { start, end }: Range, origin: TextOrigin, destinations: Destination[]): void {
  for (const match of text.slice(start, end).matchAll(ATTRIBUTE)) {
    const value = match[1] ?? match[2] ?? match[3] ?? '';
    const at = start + match.index + match[0].lastIndexOf(value);
    const found = value === '' ? null : destinationIn(text, { start: at, end: at + value.length }, origin);
    if (found) destinations.push({ ...found, node: null, image: false });
  }
}

/**
 * `---` before all other text would become front matter, ended by the line of our footer. GitLab lets white space and a
 * line about the encoding come first. `***` is the same rule.
 */
function defuseFrontMatter(text: string): Edit[] {
  const [, before = '', first] = FRONT_MATTER.exec(text) ?? [];
  const start = before.length;
  if (first === undefined || text.slice(start + first.length).includes(`\n${first.slice(0, 3)}`)) return [];
  if (/^---\s*$/.test(first)) return [{ start, end: start + 3, text: '***' }];
  return first.startsWith('---') ? [{ start, end: start, text: WORD_JOINER }] : [];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
