import { Skeleton } from '@mantine/core';
import classes from './dashboard.module.css';

/** As high as the list will be, so that nothing jumps. */
export function ListSkeleton({ rows }: { rows: number }) {
  return (
    <ul className={classes.list} aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <li key={row}>
          <Skeleton circle height={18} />
          <Skeleton height={12} width={`${70 - row * 8}%`} />
        </li>
      ))}
    </ul>
  );
}
