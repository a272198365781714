import { instanceFingerprint, ownMarker } from '../markers/marker';
import type { SyncContext } from '../model/context';
import type { SourceIssue } from '../model/source';

/** The label that every copy carries: where it comes from. */
export const mirroredFromLabel = (instanceId: number): string => `Mirrored-From::instance-${instanceId}`;

export const isMirroredFromLabel = (label: string): boolean => /^Mirrored-From::instance-\d+$/.test(label);

export type LoopReason = 'label' | 'map' | 'marker';

/**
 * Whether this source issue came from the target instance, by three independent signs:
 * its label (compared whole, never by prefix), the stored map of copies (followed back along a chain, so that a ring
 * A→B→C→A ends), and the marker at the end of its text. The marker counts only when it was written into this very
 * project and by our own user: a text that a person copied out of a mirrored issue proves nothing.
 */
export function cameFromTarget(
  issue: SourceIssue,
  context: SyncContext,
  origins: readonly number[],
): LoopReason | null {
  if (issue.labels.includes(mirroredFromLabel(context.target.instanceId))) return 'label';
  if (origins.includes(context.target.instanceId)) return 'map';
  const marker = trustedMarker(issue, context);
  return marker?.from.includes(instanceFingerprint(context.target.baseUrl)) ? 'marker' : null;
}

/** Instances the issue has passed through before it came to the source, as fingerprints. */
export const earlierInstances = (issue: SourceIssue, context: SyncContext): string[] =>
  trustedMarker(issue, context)?.from ?? [];

function trustedMarker(issue: SourceIssue, { source }: SyncContext) {
  const written = source.userId === null || issue.author === null || issue.author.id === source.userId;
  return written ? ownMarker(issue.description, source) : null;
}
