import { withLab } from '../bench-lab';
import { atMost, type BenchCase } from '../measure';

const PROJECTS = 500;
const GROUPS = 5;

export const mirrorBulkPlan: BenchCase = {
  name: 'mirror-bulk-plan',
  run: ({ scale }) =>
    withLab({}, async (lab) => {
      const projects = Math.ceil(PROJECTS * scale);
      for (let group = 1; group <= GROUPS; group++) {
        await lab.source.ask('projects', `platform/group-${group}`, projects / GROUPS);
      }
      // Some are there already.
      await lab.target.ask('projects', 'backup/platform/group-1', projects / GROUPS / 2);
      await lab.resetTraffic();
      const answer = await lab.api.http.post('/api/mirrors/bulk/plan').send({
        instance_pair_id: lab.pairId,
        source_group_path: 'platform',
        target_namespace_path: 'backup/platform',
      });
      if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
      const traffic = [await lab.source.ask('traffic'), await lab.target.ask('traffic')];
      return [
        {
          work: `plan to mirror a group with ${projects} projects`,
          measured: traffic.reduce((sum, { total }) => sum + total, 0),
          unit: 'requests',
          limit: atMost(12),
          details: { source: traffic[0]?.byRoute, target: traffic[1]?.byRoute },
        },
      ];
    }),
};
