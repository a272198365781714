import { withLab } from '../bench-lab';
import { atLeast, atMost, type BenchCase } from '../measure';

const A_MINUTE = 600;
const MINUTES = 3;

export const issueRateLimit: BenchCase = {
  name: 'issue-rate-limit',
  long: true,
  run: () =>
    withLab({}, async (lab) => {
      // One minute more than is looked at: the first and the last are not whole.
      const from = await lab.source.ask('issues', { path: 'platform/app', issues: A_MINUTE * (MINUTES + 1) });
      const to = await lab.target.ask('project', 'copies/app');
      const config = await lab.issueSync(from, to);
      await lab.latency(50);
      await lab.target.ask('set', { limits: { api: A_MINUTE } });
      await lab.resetTraffic();
      await lab.finished(await lab.triggerIssueSync(config));
      const { byMinute, byStatus, refusedLater } = await lab.target.ask('traffic');
      const whole = Object.values(byMinute).slice(1, -1);
      return [
        {
          work: `instance limited to ${A_MINUTE}/min: requests above it once it is known`,
          measured: refusedLater,
          unit: '',
          limit: atMost(0),
          details: { byStatus },
        },
        {
          work: `instance limited to ${A_MINUTE}/min: used of it (the least of ${whole.length} minutes)`,
          measured: (100 * Math.min(...whole)) / A_MINUTE,
          unit: '%',
          limit: atLeast(95),
          details: { byMinute },
        },
      ];
    }),
};
