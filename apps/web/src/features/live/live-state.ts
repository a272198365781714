import { createStore, useStore } from '../../api/store';
import type { LiveEvent } from './live-event';

/** `polling`: no stream, everything that is shown is asked for every 30 s instead. */
export type LiveState = 'connecting' | 'live' | 'polling';

export const liveState = createStore<LiveState>('connecting');
export const useLiveState = (): LiveState => useStore(liveState);

const listeners = new Set<(event: LiveEvent) => void>();

export const announce = (event: LiveEvent): void => listeners.forEach((listener) => listener(event));

/** For views that show the event itself, not only its outcome. Returns the way to end it. */
export function onLiveEvent(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
