import type { Nodes, Parents, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

export interface Range {
  start: number;
  end: number;
}

/** A markdown text cut into what matters for rewriting; offsets into the text. */
export interface Regions {
  /** Text that is rendered as such; `linked`: inside a link, where GitLab reads no references. */
  texts: (Range & { linked: boolean })[];
  /** Raw HTML. */
  html: Range[];
  /** Code of any kind: fenced, indented, inline, and raw `<pre>`/`<code>` that is properly closed. */
  code: Range[];
  /** Destinations of links, images and definitions; `node` is the whole of it. */
  destinations: (Range & { node: Range; image: boolean; definition: boolean })[];
  /** Bare URLs that become links by themselves, with or without `<>` around them (not included). */
  autolinks: Range[];
  /** What must follow so that text after it is not swallowed by something left open. */
  closer: string;
}

/** Parsing takes about 5 s/MB; a longer text is cut by lines, which is cruder and just as safe. */
const PARSE_LIMIT = 200_000;
/** Markers of lists and quotes nested in one line: the parser's work grows with their cube. */
const DEEP_NESTING = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]?){100}/m;
/** Tildes: the parser's work grows with their square. */
const MAX_TILDES = 3000;

const isCheapToParse = (text: string): boolean =>
  text.length <= PARSE_LIMIT && !DEEP_NESTING.test(text) && text.split('~', MAX_TILDES + 2).length <= MAX_TILDES;

// Putting these together takes three times as long as parsing a short text; they hold no state.
const SYNTAX = gfm();
// Their transforms find further links in finished text, but without positions; we look for URLs ourselves.
const TREE = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));

type Found = Range & { node: Nodes };

const rangeOf = (node: Nodes): Range => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

export function regionsOf(text: string): Regions {
  return isCheapToParse(text) ? parsedRegions(text) : regionsByLine(text);
}

function parsedRegions(text: string): Regions {
  const regions: Regions = { texts: [], html: [], code: [], destinations: [], autolinks: [], closer: '' };
  const destinations: Range[] = [];
  const tree = fromMarkdown(text, {
    extensions: [SYNTAX],
    mdastExtensions: [
      ...TREE,
      {
        enter: {
          resourceDestinationString(token) {
            destinations.push({ start: token.start.offset, end: token.end.offset });
            this.buffer();
          },
          definitionDestinationString(token) {
            destinations.push({ start: token.start.offset, end: token.end.offset });
            this.buffer();
          },
        },
      },
    ],
  });
  const links: Found[] = [];
  walk(tree, false, regions, links, text);
  for (const range of destinations) {
    const owner = innermostAround(range, links);
    if (!owner) continue;
    const { node, start, end } = owner;
    regions.destinations.push({
      ...range,
      node: { start, end },
      image: node.type === 'image',
      definition: node.type === 'definition',
    });
  }
  regions.closer = closerOf(text, tree.children.at(-1), regions);
  return regions;
}

/** Of nodes in the order of their starts, the one around `range` that starts last. */
function innermostAround(range: Range, nodes: Found[]): Found | undefined {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) <= range.start) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i--) {
    const node = nodes[i];
    if (node && node.end >= range.end) return node;
  }
  return undefined;
}

function walk(node: Nodes, linked: boolean, regions: Regions, links: Found[], text: string): void {
  const range = rangeOf(node);
  switch (node.type) {
    case 'text':
      regions.texts.push({ ...range, linked });
      return;
    case 'code':
    case 'inlineCode':
      regions.code.push(range);
      return;
    case 'html':
      addHtml(range, regions, text);
      return;
    case 'image':
    case 'definition':
      links.push({ ...range, node });
      return;
    case 'link': {
      if (text[range.start] !== '[') {
        const angled = text[range.start] === '<';
        // A strange mail address (`a+@b.c`) may be a mention to GitLab.
        if (!angled && /^[^:/]*\W@/.test(text.slice(range.start, range.end))) {
          regions.texts.push({ ...range, linked: true });
        }
        regions.autolinks.push(angled ? { start: range.start + 1, end: range.end - 1 } : range);
        return;
      }
      links.push({ ...range, node });
      break;
    }
    default:
  }
  if ('children' in node)
    walkChildren(node, linked || node.type === 'link' || node.type === 'linkReference', regions, links, text);
}

/** Children between a raw `<code>`, `<pre>` or `<a>` and its end tag belong to that element. */
function walkChildren(node: Parents, linked: boolean, regions: Regions, links: Found[], text: string): void {
  const children: Nodes[] = node.children;
  for (let at = 0; at < children.length; at++) {
    const child = children[at];
    if (!child) continue;
    const tag =
      child.type === 'html' ? /^<(code|pre|a)(?=[\s>])[^>]*>$/i.exec(child.value)?.[1]?.toLowerCase() : undefined;
    const end = tag === undefined ? -1 : children.findIndex((other, i) => i > at && isEndTag(other, tag));
    if (tag === undefined || end < 0) {
      walk(child, linked, regions, links, text);
      continue;
    }
    walk(child, linked, regions, links, text);
    const last = children[end];
    if (tag !== 'a' && last) regions.code.push({ start: rangeOf(child).end, end: rangeOf(last).start });
    else for (const inner of children.slice(at + 1, end)) walk(inner, true, regions, links, text);
    at = end - 1;
  }
}

const isEndTag = (node: Nodes, tag: string): boolean =>
  node.type === 'html' && node.value.replace(/\s/g, '').toLowerCase() === `</${tag}>`;

function addHtml({ start, end }: Range, regions: Regions, text: string): void {
  let at = start;
  for (const match of text.slice(start, end).matchAll(/<(pre|code)(?=[\s>])[^>]*>[\s\S]*?<\/\1\s*>/gi)) {
    const codeStart = start + match.index;
    if (codeStart > at) regions.html.push({ start: at, end: codeStart });
    at = codeStart + match[0].length;
    regions.code.push({ start: codeStart, end: at });
  }
  if (at < end) regions.html.push({ start: at, end });
}

/** Text, fences (also unclosed) and nothing else; every other construct is treated as text, which is safe. */
function regionsByLine(text: string): Regions {
  const regions: Regions = { texts: [], html: [], code: [], destinations: [], autolinks: [], closer: '' };
  let fence: { mark: string; start: number } | null = null;
  let at = 0;
  for (const line of text.split('\n')) {
    const end = at + line.length;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark?.startsWith(fence.mark) && line.trim() === mark) {
        regions.code.push({ start: fence.start, end });
        fence = null;
      }
    } else if (mark) fence = { mark, start: at };
    else regions.texts.push({ start: at, end, linked: false });
    at = end + 1;
  }
  if (fence) {
    regions.code.push({ start: fence.start, end: text.length });
    regions.closer = `\n${fence.mark}`;
  }
  return regions;
}

/** A fence, comment or element that the text leaves open would swallow whatever is written after the text. */
function closerOf(text: string, last: RootContent | undefined, regions: Regions): string {
  let closer = '';
  if (last?.type === 'code') {
    const lines = text.slice(rangeOf(last).start).trimEnd().split('\n');
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(lines[0] ?? '')?.[1];
    const end = lines.length > 1 ? (lines.at(-1) ?? '').trim() : '';
    const closed = fence !== undefined && end.startsWith(fence) && end === fence.charAt(0).repeat(end.length);
    if (fence && !closed) closer = `\n${fence}`;
  } else if (last?.type === 'html') closer = htmlCloser(last.value);
  const html = regions.html.map(({ start, end }) => text.slice(start, end)).join('\n');
  const opened = (html.match(/<details(?=[\s>])/gi)?.length ?? 0) - (html.match(/<\/details\s*>/gi)?.length ?? 0);
  return closer + (opened > 0 ? '\n\n' + '</details>\n'.repeat(opened).trimEnd() : '');
}

function htmlCloser(html: string): string {
  const raw = /^\s*<(script|pre|style|textarea)(?=[\s>]|$)/i.exec(html)?.[1];
  if (raw) return /<\/(script|pre|style|textarea)>/i.test(html) ? '' : `\n</${raw}>`;
  const start = html.trimStart();
  if (start.startsWith('<!--')) return start.includes('-->') ? '' : '\n-->';
  if (start.startsWith('<?')) return start.includes('?>') ? '' : '\n?>';
  if (start.startsWith('<![CDATA[')) return start.includes(']]>') ? '' : '\n]]>';
  if (/^<![A-Za-z]/.test(start)) return start.includes('>') ? '' : '\n>';
  return '';
}
