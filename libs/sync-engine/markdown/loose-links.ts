import { rangeFinder } from './range-finder';
import type { Regions } from './regions';

const PATH = String.raw`[^()<>\n"]*\/uploads\/[0-9a-f]{32}\/(?:[^()<>\n"]|\([^()\n]*\)){1,255}?`;
const LINK = new RegExp(
  String.raw`(?<image>!?)\[[^[\]\n]*\]\(<?(?<link>${PATH})>?(?: +"[^"\n]*")? *\)|^ {0,3}\[[^[\]\n]+\]: *<?(?<definition>${PATH})>?(?: +"[^"\n]*")? *$`,
  'gm',
);

/**
 * Links to files that the parser did not see as such, outside of code and HTML: GitLab makes links also of
 * `[text](path with spaces)`, which CommonMark does not, and a long text is not parsed at all.
 */
export function looseLinks(text: string, regions: Regions): Regions['destinations'] {
  if (!text.includes('/uploads/')) return [];
  const isTaken = rangeFinder([...regions.code, ...regions.html, ...regions.destinations.map(({ node }) => node)]);
  const found: Regions['destinations'] = [];
  for (const match of text.matchAll(LINK)) {
    const { image, link, definition } = match.groups ?? {};
    const path = link ?? definition ?? '';
    const start = match.index + match[0].indexOf(path, match[0].indexOf(']'));
    if (isTaken(start)) continue;
    const node = { start: match.index, end: match.index + match[0].length };
    found.push({ start, end: start + path.length, node, image: image === '!', definition: definition !== undefined });
  }
  return found;
}
