import { type BenchLab, withLab } from '../bench-lab';
import { atMost, type BenchCase, type Measurement } from '../measure';

const PROJECTS = 500;
const GROUPS = 5;

/** The worst case: as many pages on either side, and still groups to look for. */
export const mirrorBulkPlan: BenchCase = {
  name: 'mirror-bulk-plan',
  run: ({ scale }) =>
    withLab({}, async (lab) => {
      const each = Math.ceil((PROJECTS * scale) / GROUPS);
      for (let group = 1; group <= GROUPS; group++) {
        await lab.source.ask('projects', `platform/group-${group}`, each);
        await lab.target.ask('projects', `almost/group-${group}`, group === GROUPS ? each - 1 : each);
      }
      await lab.target.ask('projects', 'some/group-1', Math.floor(each / 2));
      const work = `plan to mirror a group with ${each * GROUPS} projects`;
      return [
        await requests(lab, `${work}, some of which are there`, 'some'),
        await requests(lab, `${work}, all but one of which are there`, 'almost'),
      ];
    }),
};

async function requests(lab: BenchLab, work: string, namespace: string): Promise<Measurement> {
  await lab.resetTraffic();
  const order = {
    instance_pair_id: lab.pairId,
    source_group_path: 'platform',
    target_namespace_path: namespace,
  };
  const answer = await lab.api.http.post('/api/mirrors/bulk/plan').send(order);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
  const traffic = [await lab.source.ask('traffic'), await lab.target.ask('traffic')];
  return {
    work,
    measured: traffic.reduce((sum, { total }) => sum + total, 0),
    unit: 'requests',
    limit: atMost(12),
    details: { source: traffic[0]?.byRoute, target: traffic[1]?.byRoute },
  };
}
