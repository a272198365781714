import { Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Run } from '../../api/model';
import { HealthIcon } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { count } from '../../ui/plural';
import { RelativeTime } from '../../ui/relative-time';
import { duration } from '../../ui/relative-time-text';
import { mirrorQueries } from '../mirrors/queries';
import { runQueries } from '../runs/queries';
import { kindInWords, subjectInWords, subjectLink } from '../runs/run-in-words';
import { ListSkeleton } from './list-skeleton';
import { MirrorItem } from './mirror-item';
import classes from './dashboard.module.css';

const SHOWN = 5;

/** What is under way: jobs with their progress, then the mirrors that GitLab is updating. */
export function SyncingCard() {
  const runs = useQuery(runQueries.page({ status: 'running' }));
  const mirrors = useQuery(mirrorQueries.page({ status: 'updating', enabled: true, per_page: SHOWN }));
  // A sync of one mirror shows as that mirror.
  const jobs = runs.data?.items.filter(({ kind }) => kind !== 'mirror.sync').slice(0, SHOWN);
  const isLoading = jobs === undefined || mirrors.data === undefined;
  const updating = mirrors.data?.items.slice(0, Math.max(0, SHOWN - (jobs?.length ?? 0))) ?? [];
  const total = (jobs?.length ?? 0) + (mirrors.data?.total ?? 0);

  return (
    <Panel
      title="Syncing now"
      aside={
        total > SHOWN && (
          <Text size="xs" c="dimmed" className="numbers">
            {count(total)} in all
          </Text>
        )
      }
    >
      <div className={classes.fiveRows}>
        {isLoading ? (
          <ListSkeleton rows={SHOWN} />
        ) : total === 0 ? (
          <Text size="sm" c="dimmed" className={classes.nothing}>
            Nothing is being synced at the moment.
          </Text>
        ) : (
          <ul className={classes.list}>
            {jobs.map((run) => (
              <JobItem key={run.id} run={run} />
            ))}
            {updating.map((mirror) => (
              <MirrorItem
                key={mirror.id}
                id={mirror.id}
                path={mirror.source_project_path}
                health="syncing"
                note={`to ${mirror.target_project_path}`}
              />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function JobItem({ run }: { run: Run }) {
  const { progress } = run;
  const percent = progress?.total ? Math.min(100, (progress.done / progress.total) * 100) : null;
  return (
    <li>
      <HealthIcon health="syncing" size={18} />
      <div className={classes.grow}>
        <Link to={subjectLink(run) ?? `/activity?run=${run.id}`} className={`${classes.itemLink} truncate`}>
          {kindInWords(run.kind)}: {subjectInWords(run)}
        </Link>
        <Progress
          value={percent ?? 100}
          size={5}
          mt={5}
          animated={percent === null}
          striped={percent === null}
          color="var(--mm-health-syncing)"
          aria-label={`Progress of run ${run.id}`}
        />
      </div>
      <Text size="xs" c="dimmed" className="numbers" ta="right" component="div">
        {progress?.total ? `${count(progress.done)} of ${count(progress.total)}` : (progress?.phase ?? '')}
        <br />
        {progress?.seconds_left ? (
          `about ${duration(progress.seconds_left * 1_000)} left`
        ) : (
          <RelativeTime at={run.started_at} never="starting" size="xs" />
        )}
      </Text>
    </li>
  );
}
