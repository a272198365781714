import { Paper, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { nextSort } from './filters';
import { MirrorRow } from './mirror-row';
import classes from './mirrors-table.module.css';
import type { MirrorWindow } from './use-mirror-window';

interface MirrorsTableProps {
  mirrors: MirrorWindow;
  sort: string | undefined;
  onSort: (sort: string | null) => void;
}

const ROW_HEIGHT = 54;
const CARD_HEIGHT = 104;
const PLACEHOLDER_ROWS = 8;

const COLUMNS: { key: string; header: string; sort?: string; hidden?: boolean }[] = [
  { key: 'project', header: 'Mirror', sort: 'source_project_path' },
  { key: 'status', header: 'Status', sort: 'last_update_status' },
  { key: 'pair', header: 'Pair' },
  { key: 'updated', header: 'Last success', sort: 'last_successful_update' },
  { key: 'actions', header: 'Actions', hidden: true },
];

/** Only the rows in sight exist in the page; on a phone they are cards. */
export function MirrorsTable({ mirrors, sort, onSort }: MirrorsTableProps) {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const rowHeight = isPhone ? CARD_HEIGHT : ROW_HEIGHT;
  const total = mirrors.total ?? PLACEHOLDER_ROWS;

  useLayoutEffect(() => {
    if (body.current) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, [isPhone]);

  const rows = useWindowVirtualizer({
    count: total,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);

  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { show } = mirrors;
  useEffect(() => show(first, last), [show, first, last]);

  return (
    <Paper
      className={classes.table}
      role="table"
      aria-label="Mirrors"
      aria-rowcount={mirrors.total === undefined ? -1 : total + 1}
      aria-busy={mirrors.total === undefined || mirrors.isStale}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.row} aria-rowindex={1}>
          {COLUMNS.map(({ key, header, sort: sortKey, hidden }) => (
            <div key={key} role="columnheader" aria-sort={sortKey === undefined ? undefined : ariaSort(sort, sortKey)}>
              {hidden ? (
                <VisuallyHidden>{header}</VisuallyHidden>
              ) : sortKey === undefined ? (
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
        </div>
      </div>
      <div role="rowgroup" ref={body} className={classes.body} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const mirror = mirrors.at(index);
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={classes.row}
              style={{ height: rowHeight, transform: `translateY(${start - top}px)` }}
            >
              {mirror ? (
                <MirrorRow mirror={mirror} />
              ) : (
                COLUMNS.map(({ key }) => (
                  <div key={key} role="cell" className={classes[key]}>
                    <Skeleton height={13} width="65%" />
                  </div>
                ))
              )}
            </div>
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
