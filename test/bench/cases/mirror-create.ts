import { withLab } from '../bench-lab';
import { waitFor } from '../../support/wait-for';
import { atMost, type BenchCase, type Measurement } from '../measure';

const ROUNDS = 5;

export const mirrorCreate: BenchCase = {
  name: 'mirror-create',
  run: () =>
    withLab({ environment: { MIRROR_PROVISION_WAIT_SECONDS: '30' } }, async (lab) => {
      const measurements: Measurement[] = [];
      for (const direction of ['push', 'pull'] as const) {
        const from = await lab.source.ask('projects', `${direction}-from`, ROUNDS);
        const to = await lab.target.ask('projects', `${direction}-to`, ROUNDS);
        let most = 0;
        let details = {};
        for (const [i, source] of from.entries()) {
          await lab.resetTraffic();
          const answer = await lab.api.http.post('/api/mirrors').send({
            instance_pair_id: lab.pairId,
            source_project_id: source.id,
            target_project_id: to[i]?.id,
            mirror_direction: direction,
          });
          if (answer.status !== 201) throw new Error(`${answer.status}: ${answer.text}`);
          const { id } = answer.body as { id: number };
          // Looks for its outcome belong to reading the state of mirrors; they begin a second later.
          await waitFor('GitLab to be at the first update', async () => {
            const { rowCount } = await lab.sql.query(
              'select from mirror_syncs where mirror_id = $1 and started_at is not null',
              [id],
            );
            return rowCount === 1;
          });
          const traffic = [await lab.source.ask('traffic'), await lab.target.ask('traffic')];
          await waitFor('its outcome', async () => {
            const { rowCount } = await lab.sql.query(
              `select from mirror_syncs where mirror_id = $1 and status in ('success', 'failed')`,
              [id],
            );
            return rowCount === 1;
          });
          const total = traffic.reduce((sum, each) => sum + each.total, 0);
          if (total <= most) continue;
          most = total;
          details = { source: traffic[0]?.byRoute, target: traffic[1]?.byRoute };
        }
        measurements.push({
          work: `creating a ${direction} mirror with a project token and asking for its first update (the most of ${ROUNDS})`,
          measured: most,
          unit: 'requests',
          limit: atMost(6),
          details,
        });
      }
      return measurements;
    }),
};
