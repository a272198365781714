import { waitFor } from '../../support/wait-for';
import { withLab } from '../bench-lab';
import { atMost, type BenchCase } from '../measure';
import { manyMirrors, MIRRORS_PER_PROJECT } from './many-mirrors';

const PROJECTS = 250;

export const mirrorRefresh: BenchCase = {
  name: 'mirror-refresh',
  run: ({ scale }) =>
    // The tick is a tenth of the interval; each mirror becomes due once while we look.
    withLab({ environment: { MIRROR_REFRESH_INTERVAL_SECONDS: '300' } }, async (lab) => {
      const projects = Math.ceil(PROJECTS * scale);
      const mirrors = await manyMirrors(lab, projects);
      await lab.latency(50);
      await lab.resetTraffic();
      await lab.sql.query(`update mirrors set next_check_at = now()`);
      await lab.sql.query(`update periodic_tasks set next_at = now() where name = 'mirrors.refresh'`);
      await waitFor(
        'the state of all mirrors',
        async () => (await lab.sql.query('select from mirrors where status_checked_at is null limit 1')).rowCount === 0,
        120_000,
      );
      const { total, byRoute } = await lab.source.ask('traffic');
      return [
        {
          work: `refresh of ${mirrors.length} push mirrors in ${projects} projects (${MIRRORS_PER_PROJECT} each)`,
          measured: total / projects,
          unit: 'requests a project',
          limit: atMost(1.05),
          details: { byRoute },
        },
      ];
    }),
};
