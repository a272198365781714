import { isLeaving } from './leaving';

describe('a project that GitLab deletes before long', () => {
  it.each([
    ['by its mark', 'platform/api', '2026-12-01', true],
    ['by its name', 'platform/api-deletion_scheduled-202', null, true],
    ['by the name of a group above it', 'platform-deletion_scheduled-7/core/api', null, true],
    ['by its name on older versions', 'platform/api-deleted-202', null, true],
    ['not by another number', 'platform/api-deleted-7', null, false],
    ['not by a like name', 'platform/deletion_scheduled', null, false],
    ['not without either', 'platform/api', undefined, false],
  ])('is known %s', (_how, path, marked, leaving) => {
    expect(isLeaving({ id: 202, path_with_namespace: path, marked_for_deletion_on: marked })).toBe(leaving);
  });
});
