import { withLab } from '../bench-lab';
import { atMost, type BenchCase } from '../measure';
import { MB, memoryOf } from '../memory';

const ISSUES = 50_000;

export const issueMemory: BenchCase = {
  name: 'issue-memory',
  long: true,
  run: ({ scale }) =>
    withLab({}, async (lab) => {
      const issues = Math.ceil(ISSUES * scale);
      const from = await lab.source.ask('issues', { path: 'platform/app', issues });
      const to = await lab.target.ask('project', 'copies/app');
      const config = await lab.issueSync(from, to);
      const { before, most } = await memoryOf(async () =>
        lab.finished(await lab.triggerIssueSync(config), 60 * 60_000),
      );
      return [
        {
          work: `${issues} issues in one sync: growth of memory (RSS)`,
          measured: (most - before) / MB,
          unit: `MB (from ${Math.round(before / MB)} to ${Math.round(most / MB)})`,
          limit: atMost(150),
        },
      ];
    }),
};
