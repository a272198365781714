import { invalidField } from './app-error';

const MAX_LENGTH = 500;
/** GitLab's rule for one part of a path: letters, digits, `_ . -`; not `-` or `.` first; not `.git` or `.atom` at the end. */
const SEGMENT = /^(?![-.])[\p{L}\p{N}_.-]+(?<!\.|\.git|\.atom)$/iu;

/**
 * The full path of a group without slashes around or doubled inside: `/platform//core/` → `platform/core`.
 * @throws AppError (422) that names the field
 */
export function normaliseGroupPath(input: string, field = 'group_path'): string {
  const segments = input.split('/').map((segment) => segment.trim());
  const path = segments.filter((segment) => segment !== '').join('/');
  if (path === '') throw invalidField(field, 'It is empty; give the full path of a group, such as platform/core.');
  if (path.length > MAX_LENGTH) throw invalidField(field, `It is longer than ${MAX_LENGTH} characters.`);
  if (!path.split('/').every((segment) => SEGMENT.test(segment))) {
    throw invalidField(field, 'It is not the path of a GitLab group; it should look like platform/core.');
  }
  return path;
}
