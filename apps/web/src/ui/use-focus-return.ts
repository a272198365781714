import { useEffect, useState } from 'react';

/** What opened something: an entry of a menu goes with its menu, so that the button of the menu stands for it. */
function opener(): HTMLElement | null {
  const focused = document.activeElement;
  const menu = focused?.closest('[role=menu]');
  const standing = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused;
  return standing instanceof HTMLElement && standing !== document.body ? standing : null;
}

const isFree = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** The place may be gone or be disabled by now: then what lies over the page, or the page itself, is still there. */
function giveBack(to: HTMLElement | null): void {
  const topmost = [...document.querySelectorAll<HTMLElement>('[role=dialog]')].at(-1);
  for (const place of [to, topmost, document.getElementById('main')]) {
    if (isFree()) place?.focus({ preventScroll: true });
  }
}

/**
 * Gives the focus back, when the component goes, to what had it when it came. Mantine does so for what stays mounted
 * while it is closed; ours comes with its content and goes with it.
 */
export function useFocusReturn(): void {
  const [from] = useState(opener);
  useEffect(() => () => void setTimeout(() => giveBack(from)), [from]);
}
