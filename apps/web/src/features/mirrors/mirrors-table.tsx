import { Paper, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useNow } from '../../ui/relative-time';
import type { MirrorColumn, ColumnKey } from './columns';
import { nextSort, type SortKey } from './filters';
import { MirrorRow } from './mirror-row';
import classes from './mirrors-table.module.css';
import type { ActiveRow } from './use-active-row';
import type { MirrorWindow } from './use-mirror-window';
import { useRowSync } from './use-row-sync';
import type { Selection } from './use-selection';
import { useMay } from '../users/use-may';

interface MirrorsTableProps {
  mirrors: MirrorWindow;
  columns: MirrorColumn[];
  sort: string | undefined;
  onSort: (sort: string | null) => void;
  selection: Selection;
  /** Selects everything that matches, in sight or not. */
  onSelectAll: () => void;
  active: ActiveRow;
  /** The part of the address that a link to the details keeps: empty, or with `&` at its end. */
  search: string;
  onOpen: (id: number) => void;
}

const ROW_HEIGHT = 54;
const CARD_HEIGHT = 104;
const PLACEHOLDER_ROWS = 8;
/** Rows beyond what is in sight, on either side. */
const OVERSCAN = 6;
/** On narrow screens only so many columns have room beside the mirror. */
const NARROW_COLUMNS = 3;
const PHONE_COLUMNS: readonly ColumnKey[] = ['status', 'updated'];
/** What hides rows at the edges of the window: the header of page and table, and the bar of actions. */
const HIDDEN_TOP = 100;
const HIDDEN_BOTTOM = 84;

/** Only the rows in sight exist in the page; on a phone they are cards. */
export function MirrorsTable({
  mirrors,
  columns,
  sort,
  onSort,
  selection,
  onSelectAll,
  active,
  search,
  onOpen,
}: MirrorsTableProps) {
  const body = useRef<HTMLDivElement>(null);
  const may = useMay('mirrors');
  const now = useNow();
  const { busy, sync } = useRowSync();
  const [top, setTop] = useState(0);
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const isNarrow = useMediaQuery('(max-width: 75em)') ?? false;
  const rowHeight = isPhone ? CARD_HEIGHT : ROW_HEIGHT;
  const total = mirrors.total ?? PLACEHOLDER_ROWS;
  const shown = useMemo(() => {
    if (isPhone) return columns.filter(({ key }) => PHONE_COLUMNS.includes(key));
    return isNarrow ? columns.slice(0, NARROW_COLUMNS) : columns;
  }, [columns, isPhone, isNarrow]);

  // What stands above the table comes and goes with the filters, and with them the number of mirrors.
  useLayoutEffect(() => {
    if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
  }, [isPhone, mirrors.total, mirrors.isStale]);

  const rows = useWindowVirtualizer({
    count: total,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    // Drawing within the scroll event would hold up the next one: several come for each frame.
    useFlushSync: false,
    scrollMargin: top,
    scrollPaddingStart: HIDDEN_TOP,
    scrollPaddingEnd: HIDDEN_BOTTOM,
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);

  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { show } = mirrors;
  useEffect(() => show(first, last), [show, first, last]);

  const { index: activeIndex, takeFocus } = active;
  useEffect(() => {
    if (activeIndex !== null) rows.scrollToIndex(activeIndex);
  }, [rows, activeIndex]);
  useEffect(() => {
    const link = body.current?.querySelector<HTMLElement>(`[data-index="${activeIndex}"] a`);
    if (link && takeFocus()) link.focus({ preventScroll: true });
  });

  const cells: { key: string; header: string; sort?: SortKey }[] = [
    { key: 'project', header: 'Mirror', sort: 'source_project_path' },
    ...shown,
  ];
  const all = mirrors.total !== undefined && mirrors.total > 0 && selection.ids.size >= mirrors.total;

  return (
    <Paper
      className={classes.table}
      role="table"
      aria-label="Mirrors"
      aria-rowcount={mirrors.total === undefined ? -1 : total + 1}
      aria-busy={mirrors.total === undefined || mirrors.isStale}
      style={{ '--columns': shown.map(({ share }) => `minmax(0, ${share}fr)`).join(' ') }}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.row} aria-rowindex={1}>
          <div role="columnheader">
            <input
              type="checkbox"
              className={classes.check}
              aria-label={all ? 'Clear the selection' : 'Select all that match'}
              checked={all}
              ref={(box) => {
                if (box) box.indeterminate = !all && selection.ids.size > 0;
              }}
              onChange={all ? selection.clear : onSelectAll}
            />
          </div>
          {cells.map(({ key, header, sort: sortKey }) => (
            <div key={key} role="columnheader" aria-sort={sortKey === undefined ? undefined : ariaSort(sort, sortKey)}>
              {sortKey === undefined ? (
                header
              ) : (
                <UnstyledButton className={classes.sort} onClick={() => onSort(nextSort(sort, sortKey) ?? null)}>
                  {header}
                  {sort === sortKey && <IconArrowUp size={13} aria-hidden />}
                  {sort === `-${sortKey}` && <IconArrowDown size={13} aria-hidden />}
                </UnstyledButton>
              )}
            </div>
          ))}
          <div role="columnheader">
            <VisuallyHidden>Actions</VisuallyHidden>
          </div>
        </div>
      </div>
      <div role="rowgroup" ref={body} className={classes.body} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const mirror = mirrors.at(index);
          return (
            <MirrorRow
              key={index}
              index={index}
              top={start - top}
              height={rowHeight}
              mirror={mirror}
              columns={shown}
              now={now}
              selected={mirror !== undefined && selection.has(mirror.id)}
              active={index === activeIndex}
              busy={mirror !== undefined && busy.has(mirror.id)}
              search={search}
              may={may}
              onToggle={selection.toggle}
              onOpen={onOpen}
              onSync={sync}
            />
          );
        })}
      </div>
    </Paper>
  );
}

function ariaSort(sort: string | undefined, key: string): 'ascending' | 'descending' | 'none' {
  if (sort === key) return 'ascending';
  return sort === `-${key}` ? 'descending' : 'none';
}
