import {
  issueMarkerKey,
  noteMarkerKey,
  ownMarker,
  projectFingerprint,
  readMarker,
  renderMarker,
  type Marker,
} from './marker';
import { FOOTER_MARK } from '../render/footer-mark';

const here = { baseUrl: 'https://target.example', projectId: 7 };
const source = { baseUrl: 'https://source.example', projectId: 42 };
const marker: Marker = {
  kind: 'issue',
  key: issueMarkerKey(source, 1),
  from: ['0123456789abcdef'],
  to: projectFingerprint(here),
};
const line = renderMarker(marker);
const copy = `text\n\n---\n\n${FOOTER_MARK}\n\nmore\n\n${line}`;

it.each<[string, string, Marker | null]>([
  ['a copy', copy, marker],
  ['a copy that GitLab trimmed or padded', `${copy}\n`, marker],
  ['text after it', `${copy}\n\nmore`, null],
  ['a footer that is only quoted', `> ${FOOTER_MARK}\n\nmore`, null],
  ['a marker without a footer', `text\n\n${line}`, null],
  ['a footer without a marker', `text\n\n---\n\n${FOOTER_MARK}`, null],
  ['another version', copy.replace('maestro:1', 'maestro:2'), null],
  [
    'a copy of a copy: the last one counts',
    `${copy}\n\n---\n\n${FOOTER_MARK}\n\n${renderMarker({ ...marker, kind: 'note' })}`,
    { ...marker, kind: 'note' },
  ],
  ['nothing', '', null],
])('%s', (_, text, expected) => expect(readMarker(text)).toEqual(expected));

it('belongs to the project that it was written into', () => {
  expect(ownMarker(copy, here)).toEqual(marker);
  expect(ownMarker(copy, { ...here, projectId: 8 })).toBeNull();
  expect(ownMarker(copy, { ...here, baseUrl: 'https://other.example' })).toBeNull();
});

it('does not depend on how the URL is written', () =>
  expect(issueMarkerKey({ ...source, baseUrl: 'http://SOURCE.example/' }, 1)).toBe(marker.key));

it('tells issues, comments, projects and instances apart', () => {
  const keys = [
    issueMarkerKey(source, 1),
    issueMarkerKey(source, 11),
    noteMarkerKey(source, 1),
    issueMarkerKey({ ...source, projectId: 421 }, 1),
    issueMarkerKey({ ...source, baseUrl: 'https://source.example/git' }, 1),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

it('can be in any HTML comment', () => expect(line.slice(4, -3)).not.toContain('--'));
