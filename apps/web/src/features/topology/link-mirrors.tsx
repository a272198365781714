import { Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { LinkMirror } from '../../api/model';
import { HealthIcon } from '../../ui/health';
import { plural } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { mirrorStatus } from '../mirrors/mirror-status';
import { toQuery, type TopologyFilters } from './filters';
import { lookOf } from './health-look';
import { topologyQueries, type LinkEnds } from './queries';
import classes from './side-panel.module.css';

/** The mirrors behind a link, a page at a time. */
export function LinkMirrors({ ends, filters }: { ends: LinkEnds; filters: TopologyFilters }) {
  const { source, target, mirror_direction } = ends;
  const mirrors = useInfiniteQuery(
    topologyQueries.linkMirrors({ source, target, mirror_direction }, toQuery(filters), filters.disabled),
  );
  if (mirrors.data === undefined) {
    return mirrors.error ? (
      <QueryFault error={mirrors.error} what="The mirrors" onRetry={mirrors.refetch} />
    ) : (
      <Skeleton height={180} />
    );
  }
  const rest = (mirrors.data.pages[0]?.total ?? 0) - mirrors.data.pages.reduce((n, page) => n + page.mirrors.length, 0);
  return (
    <>
      <ul className={classes.list}>
        {mirrors.data.pages
          .flatMap((page) => page.mirrors)
          .map((mirror) => (
            <Entry key={mirror.id} mirror={mirror} />
          ))}
      </ul>
      {mirrors.hasNextPage && (
        <Center pt="sm">
          <Button
            variant="default"
            size="xs"
            loading={mirrors.isFetchingNextPage}
            onClick={() => void mirrors.fetchNextPage()}
          >
            {plural(rest, 'more mirror')}
          </Button>
        </Center>
      )}
    </>
  );
}

function Entry({ mirror }: { mirror: LinkMirror }) {
  const status = mirrorStatus({ ...mirror, phase: 'active', held_at: null });
  const isStale = status.health === 'ok' && mirror.health !== 'ok';
  return (
    <li>
      <HealthIcon health={isStale ? lookOf(mirror.health).icon : status.health} size={17} />
      <Stack gap={0} style={{ minWidth: 0, flex: 1 }}>
        <Link to={`/mirrors?mirror=${mirror.id}`} className={`${classes.name} truncate`}>
          {mirror.source_project_path}
        </Link>
        <Text size="xs" c="dimmed" className="truncate" title={mirror.last_error ?? mirror.target_project_path}>
          {mirror.last_error !== null && status.health === 'error'
            ? mirror.last_error
            : `to ${mirror.target_project_path}`}
        </Text>
      </Stack>
      <Text size="xs" c="dimmed" component="div" ta="right" style={{ flex: 'none' }}>
        {isStale ? 'Stale' : status.label}
        <br />
        <RelativeTime at={mirror.last_successful_update} />
      </Text>
    </li>
  );
}
