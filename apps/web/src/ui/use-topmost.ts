import { useEffect, useState } from 'react';
import { createStore, useStore } from '../api/store';

/** What lies over the page, the topmost last. */
const layers = createStore<readonly symbol[]>([]);

/** Whether nothing lies over this layer: Escape is for the topmost alone. */
export function useTopmost(): boolean {
  const [layer] = useState(() => Symbol('layer'));
  useEffect(() => {
    layers.set([...layers.get(), layer]);
    return () => layers.set(layers.get().filter((other) => other !== layer));
  }, [layer]);
  return useStore(layers).at(-1) === layer;
}
