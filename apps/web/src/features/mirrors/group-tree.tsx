import { ActionIcon, Paper, Skeleton, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconFolder, IconSearch, IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { count } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { ancestors, visibleGroups } from './group-nodes';
import classes from './group-tree.module.css';
import { mirrorQueries } from './queries';

interface GroupTreeProps {
  pairId: number | undefined;
  chosen: string | undefined;
  onChoose: (group: string | null) => void;
}

const ROW_HEIGHT = 32;
const INDENT = 16;

/** The groups of the sources; choosing one shows the mirrors somewhere below it. */
export function GroupTree({ pairId, chosen, onChoose }: GroupTreeProps) {
  const groups = useQuery(mirrorQueries.groups(pairId));
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(chosen ? ancestors(chosen) : []));
  const [typed, setTyped] = useState('');
  const frame = useRef<HTMLDivElement>(null);
  const wanted = typed.trim().toLowerCase();

  const nodes = useMemo(() => {
    const all = groups.data ?? [];
    if (wanted === '') return visibleGroups(all, open);
    const hits = all.filter(({ group_path }) => group_path.toLowerCase().includes(wanted));
    const shown = new Set(hits.flatMap(({ group_path }) => [...ancestors(group_path), group_path]));
    return visibleGroups(
      all.filter(({ group_path }) => shown.has(group_path)),
      shown,
    );
  }, [groups.data, open, wanted]);

  const rows = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const toggle = (path: string): void =>
    setOpen((current) => {
      const next = new Set(current);
      if (!next.delete(path)) next.add(path);
      return next;
    });

  return (
    <Paper component="nav" aria-label="Groups" className={classes.frame ?? ''}>
      <div className={classes.head}>
        <TextInput
          size="xs"
          aria-label="Search groups"
          placeholder="Search groups"
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {groups.error && !groups.data ? (
        <QueryFault error={groups.error} what="The groups" onRetry={groups.refetch} />
      ) : (
        <div ref={frame} className={classes.scroll} tabIndex={-1}>
          <UnstyledButton
            className={classes.node}
            data-chosen={chosen === undefined}
            aria-current={chosen === undefined}
            onClick={() => onChoose(null)}
            pl={10}
          >
            <IconStack2 size={16} stroke={1.7} aria-hidden />
            <span>All groups</span>
          </UnstyledButton>
          {groups.data === undefined && <Skeleton height={120} m="xs" />}
          <ul className={classes.list} style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => {
              const node = nodes[index];
              if (!node) return null;
              const isOpen = wanted !== '' || open.has(node.path);
              return (
                <li key={node.path} className={classes.item} style={{ transform: `translateY(${start}px)` }}>
                  <span style={{ width: node.depth * INDENT, flex: 'none' }} />
                  <ActionIcon
                    size={22}
                    className={classes.opener ?? ''}
                    aria-label={`${isOpen ? 'Close' : 'Open'} ${node.path}`}
                    aria-expanded={isOpen}
                    data-hidden={!node.hasChildren}
                    onClick={() => toggle(node.path)}
                  >
                    <IconChevronRight size={14} style={{ rotate: isOpen ? '90deg' : '0deg' }} />
                  </ActionIcon>
                  <UnstyledButton
                    className={classes.node}
                    data-chosen={chosen === node.path}
                    aria-current={chosen === node.path}
                    title={node.path}
                    onClick={() => onChoose(node.path)}
                  >
                    <IconFolder size={16} stroke={1.7} aria-hidden />
                    <span className="truncate">{node.name}</span>
                    <Text span size="xs" c="dimmed" className="numbers" ml="auto">
                      {count(node.count)}
                    </Text>
                  </UnstyledButton>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </Paper>
  );
}
