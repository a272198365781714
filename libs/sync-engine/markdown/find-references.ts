import type { IssueReference } from './references-model';
import { issueOfUrl, type TextOrigin } from './source-urls';

/** Something in running text that GitLab would read as a reference. `signEnd`: a word joiner there breaks it. */
export type ObjectReference = { start: number; end: number; signEnd: number } & (
  | { kind: 'issue'; reference: IssueReference }
  | { kind: 'merge-request'; projectPath: string; iid: number }
  | { kind: 'epic'; groupPath: string | null; iid: number }
  | { kind: 'label'; projectPath: string; name: string }
  | { kind: 'milestone'; projectPath: string; title: string }
);

export type Found =
  | ObjectReference
  /** The bare URL of an issue or of one of its comments. */
  | { kind: 'issue-url'; start: number; end: number; reference: IssueReference }
  /** A mention, or what was no reference on the source and must not become one: only to be broken at `start` (= `end`). */
  | { kind: 'break'; start: number; end: number };

/** The signs that begin a reference, by code point and by the name of their HTML entity. */
const ENTITY: Record<string, string> = {
  33: '!',
  35: '#',
  36: '$',
  37: '%',
  38: '&',
  64: '@',
  126: '~',
  excl: '!',
  num: '#',
  dollar: '$',
  percnt: '%',
  amp: '&',
  commat: '@',
};

const PATH = String.raw`[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)+`;
const TOKEN = new RegExp(
  [
    String.raw`(?<url>https?:\/\/[^\s<>"\x60]+)`,
    String.raw`(?<bracket>\[(?<btype>issue|work_item|epic|merge_request):(?:(?<bpath>${PATH}|[\w.-]+)\/)?(?<biid>\d{1,15})\])`,
    String.raw`(?<other>\[(?:vulnerability|feature_flag|contact|cadence|wiki_page|snippet):|\*iteration:)`,
    String.raw`(?<gl>(?<![\w-])GL-(?<gliid>\d{1,15})\b)`,
    // a leading slash makes a path absolute; it is only taken where it isn't part of a longer one
    String.raw`(?<path>(?<![\w./-])\/?${PATH})?(?<sigil>(?<escape>\\?)(?:[#!~%$@]|&(?!#?\w+;)|&(?:#0*(?<dec>\d{2,3})|#[xX]0*(?<hex>[0-9a-fA-F]{2})|(?<named>[a-zA-Z]+));))(?<value>(?:\d{1,15}|"[^"\n]{1,255}"|&[#\w]+;|[\p{L}\p{N}_.?-]|)(?:[\p{L}\p{N}_?.&-]|:(?=[\p{L}\p{N}_:]))*)`,
  ].join('|'),
  'gu',
);

/** References in `text` between `start` and `end`; `linked`: inside a link, where only mentions need to be broken. */
export function findReferences(text: string, start: number, end: number, origin: TextOrigin, linked: boolean): Found[] {
  const slice = text.slice(start, end);
  const found: Found[] = [];
  const token = new RegExp(TOKEN);
  for (let match = token.exec(slice); match; match = token.exec(slice)) {
    // What follows a reference begins anew: it becomes a link of its own.
    const previous = found.at(-1);
    const isFresh = previous !== undefined && previous.kind !== 'break' && previous.end === start + match.index;
    const item = readToken(match, slice, origin, isFresh);
    // What a token holds beyond what was made of it is looked at again.
    token.lastIndex = Math.max(item?.end ?? resumeAfter(match), match.index + 1);
    if (!item || (linked && item.kind !== 'break')) continue;
    const place = { start: item.start + start, end: item.end + start };
    found.push('signEnd' in item ? { ...item, ...place, signEnd: item.signEnd + start } : { ...item, ...place });
  }
  // What follows may be a link to our parser and a name to GitLab: `@http://…`.
  if (slice.endsWith('@') && /\w/.test(text[end] ?? '')) found.push({ kind: 'break', start: end, end });
  return found;
}

function resumeAfter(match: RegExpExecArray): number {
  const { sigil, path, url } = match.groups ?? {};
  // A URL that the parser took for text is none to GitLab either, so what is in it counts.
  if (url !== undefined) return match.index + url.indexOf('//') + 2;
  return match.index + (sigil === undefined ? match[0].length : (path?.length ?? 0) + sigil.length);
}

function readToken(match: RegExpExecArray, slice: string, origin: TextOrigin, isFresh: boolean): Found | null {
  const groups = match.groups ?? {};
  const at = match.index;
  const whole = { start: at, end: at + match[0].length };
  if (groups['url']) {
    const url = groups['url'].replace(/[.,;:!?'*_~)\]]+$/, '');
    const reference = issueOfUrl(url, origin);
    return reference ? { kind: 'issue-url', reference, start: at, end: at + url.length } : null;
  }
  if (groups['bracket']) return readBracket(groups, whole, origin);
  if (groups['other']) return { kind: 'break', start: whole.end, end: whole.end };
  if (groups['gl']) {
    return {
      ...whole,
      kind: 'issue',
      signEnd: at + 'GL-'.length,
      reference: { projectPath: origin.projectPath, iid: Number(groups['gliid']), noteId: null },
    };
  }
  return readSigil(groups, at, isFresh ? '' : (slice[at - 1] ?? ''), slice, origin);
}

function readBracket(
  groups: Record<string, string | undefined>,
  whole: { start: number; end: number },
  origin: TextOrigin,
): Found {
  const iid = Number(groups['biid']);
  const path = groups['bpath'];
  const type = groups['btype'] ?? '';
  const place = { ...whole, signEnd: whole.start + `[${type}:`.length };
  if (type === 'epic') return { ...place, kind: 'epic', groupPath: path ?? null, iid };
  const projectPath = path ?? origin.projectPath;
  if (type === 'merge_request') return { ...place, kind: 'merge-request', projectPath, iid };
  return { ...place, kind: 'issue', reference: { projectPath, iid, noteId: null } };
}

function readSigil(
  groups: Record<string, string | undefined>,
  at: number,
  before: string,
  slice: string,
  origin: TextOrigin,
): Found | null {
  const written = groups['sigil'] ?? '';
  const value = groups['value'] ?? '';
  const path = groups['path'] ?? '';
  const sign = signOf(written, groups);
  if (!sign || value === '') return null;
  const signEnd = at + path.length + written.length;
  const broken: Found = { kind: 'break', start: signEnd, end: signEnd };
  const glued = path === '' && /\w/.test(before);
  if (sign === '@') {
    // name@host is no mention, but name@<sha> is a commit of a project
    const partOfWord = (glued || path !== '') && !written.startsWith('\\');
    return partOfWord && !/^[0-9a-f]{7,40}$/.test(value) ? null : broken;
  }
  // Escaped or written as an entity, it was no reference on the source and must not become one.
  if (written !== sign || glued) return isDangerous(sign, value) ? broken : null;
  const projectPath = path === '' ? origin.projectPath : path.replace(/^\//, '');
  const range = (length: number) => ({ start: at, end: signEnd + length, signEnd });
  const digits = /^\d{1,15}(?![\p{L}\p{N}_])/u.exec(value)?.[0];
  const suffix = digits && /^\+s?(?![\w+])/.exec(slice.slice(signEnd + digits.length))?.[0];
  if (digits && '#!&'.includes(sign)) {
    const place = range(digits.length + (suffix?.length ?? 0));
    const iid = Number(digits);
    if (sign === '#') return { ...place, kind: 'issue', reference: { projectPath, iid, noteId: null } };
    if (sign === '!') return { ...place, kind: 'merge-request', projectPath, iid };
    return { ...place, kind: 'epic', groupPath: path === '' ? null : projectPath, iid };
  }
  if ((sign === '~' || sign === '%') && !/^\d+$/.test(value)) {
    const name = value.startsWith('"') ? /^"[^"]+"/.exec(value)?.[0] : value.replace(/[.?:&-]+$/, '');
    if (!name) return null;
    const title = name.replaceAll('"', '');
    return sign === '~'
      ? { ...range(name.length), kind: 'label', projectPath, name: title }
      : { ...range(name.length), kind: 'milestone', projectPath, title };
  }
  return isDangerous(sign, value) ? broken : null;
}

/** Only labels and milestones have names; the rest have numbers. An entity could be any character. */
const isDangerous = (sign: string, value: string): boolean =>
  (sign === '~' || sign === '%' ? /^[\d"\p{L}_&]/u : /^[\d&]/).test(value);

function signOf(written: string, groups: Record<string, string | undefined>): string | null {
  const { dec, hex, named } = groups;
  if (dec) return ENTITY[dec] ?? null;
  if (hex) return ENTITY[String(Number.parseInt(hex, 16))] ?? null;
  if (named) return ENTITY[named] ?? null;
  return written.at(-1) ?? null;
}
