import { useEffect, useEffectEvent } from 'react';

interface TypeAhead {
  isWaiting: boolean;
  /** The id of the field. */
  field: string;
  onType: (change: (text: string) => string) => void;
  onGiveUp: () => void;
}

/**
 * Takes what is typed before a field that was asked for is there: it must neither get lost nor be taken for keys of the
 * page beneath, some of which act at once.
 */
export function useTypeAhead({ isWaiting, field, onType, onGiveUp }: TypeAhead): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isThere = event.target instanceof Element && event.target.id === field;
    if (isThere || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') onGiveUp();
    else if (event.key === 'Backspace') onType((text) => text.slice(0, -1));
    else if (event.key.length === 1) onType((text) => text + event.key);
  });
  useEffect(() => {
    if (!isWaiting) return undefined;
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [isWaiting]);
}
