import { sha256 } from '../hash/canonical';
import type { SyncSide } from '../model/context';
import { FOOTER_MARK } from '../render/footer-mark';

/**
 * The hidden last line of every text that we write. `key` says which source object it is the copy of, `from` the
 * instances it has passed through (the source first), `to` the project that it was written into. All are hashes, so
 * that nothing of the source shows and nothing in them can be read as markdown.
 */
export interface Marker {
  kind: 'issue' | 'note';
  key: string;
  from: string[];
  to: string;
}

const LINE =
  /<!-- mirror-maestro:1 (issue|note) key=([0-9a-f]{32}) from=([0-9a-f]{16}(?:,[0-9a-f]{16})*) to=([0-9a-f]{16}) -->\s*$/;

const baseOf = (baseUrl: string): string => {
  const url = new URL(baseUrl);
  return `${url.host}${url.pathname}`.replace(/\/+$/, '').toLowerCase();
};

export const instanceFingerprint = (baseUrl: string): string => sha256(`instance ${baseOf(baseUrl)}`).slice(0, 16);

export const projectFingerprint = (side: Pick<SyncSide, 'baseUrl' | 'projectId'>): string =>
  sha256(`project ${baseOf(side.baseUrl)} ${side.projectId}`).slice(0, 16);

type Place = Pick<SyncSide, 'baseUrl' | 'projectId'>;

/** Identity of a source issue: instance, project id and iid; renames of the project don't matter. */
export const issueMarkerKey = (source: Place, iid: number): string =>
  sha256(`issue ${baseOf(source.baseUrl)} ${source.projectId} ${iid}`).slice(0, 32);

export const noteMarkerKey = (source: Place, noteId: number): string =>
  sha256(`note ${baseOf(source.baseUrl)} ${source.projectId} ${noteId}`).slice(0, 32);

export const renderMarker = (marker: Marker): string =>
  `<!-- mirror-maestro:1 ${marker.kind} key=${marker.key} from=${marker.from.join(',')} to=${marker.to} -->`;

/**
 * The marker of a text that ends as ours do: our footer, then the marker as the very last line. Text that merely
 * quotes a footer somewhere, or talks about it, has none.
 */
export function readMarker(text: string): Marker | null {
  const match = LINE.exec(text);
  if (!match || !text.slice(0, match.index).includes(FOOTER_MARK)) return null;
  const [, kind, key, from, to] = match;
  if ((kind !== 'issue' && kind !== 'note') || !key || !from || !to) return null;
  return { kind, key, from: from.split(','), to };
}

/** The marker of `text` when it says that this very project is where it was written; a copy pasted elsewhere has none. */
export function ownMarker(text: string, place: Place): Marker | null {
  const marker = readMarker(text);
  return marker?.to === projectFingerprint(place) ? marker : null;
}
