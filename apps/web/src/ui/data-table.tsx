import { Paper, Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

export interface Column<T> {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** A CSS width for the wide layout. */
  width?: number | string;
  align?: 'left' | 'right';
  /** A column of buttons: its header is for assistive technology only. */
  actions?: boolean;
  /** Left out on a phone, where rows become cards. */
  wideOnly?: boolean;
}

interface DataTableProps<T> {
  label: string;
  columns: Column<T>[];
  /** Undefined while they load. */
  rows: T[] | undefined;
  rowKey: (row: T) => number | string;
  minWidth?: number;
}

const PLACEHOLDERS = ['a', 'b', 'c', 'd'];

/**
 * A table for up to some hundred rows; on a phone each row becomes a card with its column names inside. The roles are
 * spelled out because the card layout's `display` would otherwise take the table's meaning away.
 */
export function DataTable<T>({ label, columns, rows, rowKey, minWidth = 720 }: DataTableProps<T>) {
  const cell = (column: Column<T>, content: ReactNode) => (
    <Table.Td
      key={column.key}
      role="cell"
      data-align={column.align}
      className={column.wideOnly ? classes.wideOnly : undefined}
      data-label={column.actions ? undefined : column.header}
      data-actions={column.actions}
    >
      {content}
    </Table.Td>
  );

  return (
    <Paper className={classes.frame}>
      <Table
        className={classes.table}
        role="table"
        aria-label={label}
        aria-busy={rows === undefined}
        style={{ '--min-width': `${minWidth}px` }}
      >
        <Table.Thead className={classes.head} role="rowgroup">
          <Table.Tr role="row">
            {columns.map((column) => (
              <Table.Th key={column.key} w={column.width} data-align={column.align} role="columnheader" scope="col">
                {column.actions ? <VisuallyHidden>{column.header}</VisuallyHidden> : column.header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows === undefined
            ? PLACEHOLDERS.map((key) => (
                <Table.Tr key={key} role="row" className={classes.placeholder}>
                  {columns.map((column) =>
                    cell(column, <Skeleton height={14} my={5} width={column.actions ? 24 : '70%'} />),
                  )}
                </Table.Tr>
              ))
            : rows.map((row) => (
                <Table.Tr key={rowKey(row)} role="row">
                  {columns.map((column) => cell(column, column.cell(row)))}
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
