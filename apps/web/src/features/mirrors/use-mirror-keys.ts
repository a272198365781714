import { useHotkeys, type HotkeyItem } from '@mantine/hooks';

export const MIRROR_KEYS = [
  { keys: ['J', 'K'], meaning: 'Next, previous mirror; also while its details are open' },
  { keys: ['Enter'], meaning: 'Open the details' },
  { keys: ['X'], meaning: 'Select, or deselect' },
  { keys: ['S'], meaning: 'Sync the selected mirrors, or this one' },
  { keys: ['/'], meaning: 'Search' },
  { keys: ['Esc'], meaning: 'Close the details, then clear the selection' },
  { keys: ['?'], meaning: 'Show these keys' },
] as const;

interface MirrorKeys {
  onMove: (by: 1 | -1) => void;
  onOpen: () => void;
  onSelect: () => void;
  onSync: () => void;
  onSearch: () => void;
  onEscape: () => void;
  onHelp: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.type !== 'checkbox';

/** Keys belong to the dialog that is open, unless it is the details of a mirror. */
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"]')?.closest(`[${KEYS_WORK}]`) === null;

/** Marks a dialog beside which the page's keys go on working. */
export const KEYS_WORK = 'data-page-keys';

/** Single keys work on the page, not while one types. */
export function useMirrorKeys({ onMove, onOpen, onSelect, onSync, onSearch, onEscape, onHelp }: MirrorKeys): void {
  const key = (name: string, act: () => void): HotkeyItem => [
    name,
    (event) => {
      if (isTyping(event.target) || isInDialog(event.target)) return;
      // The slash shall not end up in the field that it leads to.
      event.preventDefault();
      act();
    },
    { preventDefault: false },
  ];
  useHotkeys(
    [
      key('j', () => onMove(1)),
      key('k', () => onMove(-1)),
      // A control that has the focus is pressed by the same key.
      ['Enter', ({ target }) => target === document.body && onOpen(), { preventDefault: false }],
      key('x', onSelect),
      key('s', onSync),
      key('/', onSearch),
      // Where the slash is above a number.
      key('shift+/', onSearch),
      key('shift+?', onHelp),
      key('Escape', onEscape),
    ],
    ['TEXTAREA', 'SELECT'],
  );
}
