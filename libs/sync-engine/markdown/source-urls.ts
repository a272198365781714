import type { IssueReference, UploadRef } from './references-model';

/** Where a text comes from. */
export interface TextOrigin {
  /** Without a slash at the end. */
  baseUrl: string;
  projectId: number;
  projectPath: string;
}

// The name ends at a slash: otherwise each of many `/uploads/` would be tried with all that follows.
const UPLOAD =
  /^(?:\/-\/(project|group)\/(\d+)|\/groups\/([\w./-]+?)\/-|\/([\w./-]+?))?\/uploads\/([0-9a-f]{32})\/([^\n"'<>?#/]+)(?:[?#][^\n"'<>]*)?$/;

/** The path of a URL inside the instance, with query and fragment; null for anything else. */
function pathOn(baseUrl: string, url: string): string | null {
  if (url.startsWith('/') && !url.startsWith('//')) return url;
  const strip = (value: string): string => value.replace(/^https?:\/\//i, '');
  const base = strip(baseUrl).toLowerCase();
  const rest = strip(url);
  if (rest === url || !rest.toLowerCase().startsWith(base)) return null;
  const path = rest.slice(base.length);
  return path.startsWith('/') ? path : null;
}

/** The issue (and comment) that an absolute URL of the source instance names. */
export function issueOfUrl(url: string, origin: TextOrigin): IssueReference | null {
  if (url.startsWith('/')) return null;
  const path = pathOn(origin.baseUrl, url);
  const match =
    /^\/([\w./-]+?)\/-\/(?:issues(?:\/incident)?|work_items)\/(\d{1,15})\/?(?:\?[^#\s]*)?(?:#note_(\d{1,18})|#[\w-]*)?\+?s?$/.exec(
      path ?? '',
    );
  const older = match ?? /^\/([\w./-]+?)\/issues\/(\d{1,15})(?:#note_(\d{1,18}))?$/.exec(path ?? '');
  const [, projectPath, iid, note] = older ?? [];
  if (!projectPath || !iid) return null;
  return { projectPath, iid: Number(iid), noteId: note ? Number(note) : null };
}

/**
 * The uploaded file that a link destination names: relative, with a project id, absolute, or in the older form; what
 * follows the file (`?inline=false`, `#page=2`) is no part of it.
 */
export function uploadOfUrl(url: string, origin: TextOrigin): UploadRef | null {
  const match = UPLOAD.exec(pathOn(origin.baseUrl, url) ?? '');
  const [, kind, id, group, project, secret, file] = match ?? [];
  if (!secret || !file) return null;
  const filename = decode(file.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&'));
  if (filename.includes('/') || filename.includes('\0')) return null;
  if (kind === 'group' && id) return { scope: { kind: 'group', group: Number(id) }, secret, filename };
  if (group) return { scope: { kind: 'group', group }, secret, filename };
  return { scope: { kind: 'project', project: id ? Number(id) : (project ?? origin.projectId) }, secret, filename };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where a person who may see the source can see the file. */
export function uploadUrlOnSource(ref: UploadRef, origin: TextOrigin): string {
  const { scope } = ref;
  const place =
    scope.kind === 'group'
      ? typeof scope.group === 'number'
        ? `/-/group/${scope.group}`
        : `/groups/${scope.group}/-`
      : typeof scope.project === 'number'
        ? scope.project === origin.projectId
          ? `/${origin.projectPath}`
          : `/-/project/${scope.project}`
        : `/${scope.project}`;
  return `${origin.baseUrl}${place}/uploads/${ref.secret}/${encodeURIComponent(ref.filename)}`;
}

const encodeTitle = (title: string): string =>
  encodeURIComponent(title).replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

const groupOf = (path: string): string => path.split('/').slice(0, -1).join('/');

export const issueUrl = (origin: TextOrigin, { projectPath, iid, noteId }: IssueReference): string =>
  `${origin.baseUrl}/${projectPath}/-/issues/${iid}${noteId === null ? '' : `#note_${noteId}`}`;

export const mergeRequestUrl = (origin: TextOrigin, projectPath: string, iid: number): string =>
  `${origin.baseUrl}/${projectPath}/-/merge_requests/${iid}`;

/** `groupPath` null: the group of the text's own project. */
export const epicUrl = (origin: TextOrigin, groupPath: string | null, iid: number): string =>
  `${origin.baseUrl}/groups/${groupPath ?? groupOf(origin.projectPath)}/-/epics/${iid}`;

/** Issues of a project with this label; GitLab has no page of a label by name. */
export const labelUrl = (baseUrl: string, projectPath: string, name: string): string =>
  `${baseUrl}/${projectPath}/-/issues?label_name=${encodeTitle(name)}`;

export const milestoneUrl = (baseUrl: string, projectPath: string, title: string): string =>
  `${baseUrl}/${projectPath}/-/issues?milestone_title=${encodeTitle(title)}`;

export const userUrl = (origin: TextOrigin, username: string): string => `${origin.baseUrl}/${username}`;
