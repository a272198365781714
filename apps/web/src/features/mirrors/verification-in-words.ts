import type { Verification } from '../../api/model';
import { plural } from '../../ui/plural';

/** One sentence about what a verification found. */
export function verificationInWords({ status, drift, refs, error }: Verification): string {
  if (status === 'orphan') return 'is gone on GitLab.';
  if (status === 'error') return error ?? 'could not be checked.';
  const parts = [
    ...(drift.length === 0 ? [] : [`${plural(drift.length, 'setting')} differ on GitLab`]),
    ...(refs === null || refs.diverged_count === 0 ? [] : [`${plural(refs.diverged_count, 'ref')} diverged`]),
    ...(refs === null || refs.missing_count + refs.behind_count === 0
      ? []
      : [`${plural(refs.missing_count + refs.behind_count, 'ref')} not copied yet`]),
  ];
  return parts.length === 0 ? 'is as it should be.' : `${parts.join(', ')}.`;
}
