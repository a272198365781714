import { liveState } from './live-state';

const FAST_MS = 3_000;
/** Events may get lost, and some things change by the clock alone. */
export const CALM_MS = 30_000;

/** How often to ask anew, in milliseconds: often only while something is under way and no event tells of it. */
export const pollMs = (isUnderWay: boolean | undefined): number =>
  isUnderWay && liveState.get() !== 'live' ? FAST_MS : CALM_MS;
