import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Mirror } from '../../api/model';
import { Panel } from '../../ui/panel';
import { RelativeTime, useNow } from '../../ui/relative-time';
import { mirrorQueries } from '../mirrors/queries';
import { MirrorItem, MirrorList } from './mirror-list-card';

const SHOWN = 5;
/** As the topology's warning. */
const STALE_MS = 24 * 3_600_000;

const isStale = ({ last_update_status, last_successful_update: at }: Mirror, now: number): boolean =>
  last_update_status !== 'failed' && at !== null && now - Date.parse(at) > STALE_MS;

/** Mirrors that don't fail, yet have not succeeded for a day: the quiet kind of trouble. */
export function StaleCard() {
  const now = useNow();
  const mirrors = useQuery(mirrorQueries.page({ enabled: true, sort: 'last_successful_update', per_page: SHOWN * 4 }));
  const stale = mirrors.data?.items.filter((mirror) => isStale(mirror, now));
  return (
    <Panel
      title="Stale for more than a day"
      aside={
        (stale?.length ?? 0) > SHOWN && (
          <Anchor component={Link} to="/mirrors?sort=last_successful_update&enabled=true" size="xs" c="var(--mm-link)">
            Oldest first
          </Anchor>
        )
      }
    >
      <MirrorList empty="Every mirror has succeeded within a day." items={stale?.slice(0, SHOWN)}>
        {(mirror) => (
          <MirrorItem
            key={mirror.id}
            mirror={mirror}
            health="warning"
            canAct
            note={
              <>
                Last success <RelativeTime at={mirror.last_successful_update} size="xs" />
              </>
            }
          />
        )}
      </MirrorList>
    </Panel>
  );
}
