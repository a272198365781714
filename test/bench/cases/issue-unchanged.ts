import { type BenchLab, withLab } from '../bench-lab';
import { atMost, type BenchCase, type Measurement } from '../measure';
import { StatementLog } from '../statements';

const ISSUES = 10_000;
const CHANGED = 10;

export const issueUnchanged: BenchCase = {
  name: 'issue-unchanged',
  async run({ scale }) {
    const log = new StatementLog();
    return withLab({}, async (lab) => {
      const issues = Math.ceil(ISSUES * scale);
      const from = await lab.source.ask('issues', { path: 'platform/app', issues });
      const to = await lab.target.ask('project', 'copies/app');
      const config = await lab.issueSync(from, to);
      await lab.finished(await lab.triggerIssueSync(config));
      // The first run after it still looks back at what it was about.
      await lab.finished(await lab.triggerIssueSync(config));

      const unchanged = await measuredSync(lab, config, log);
      const work = `no change, ${issues} mapped issues`;
      const measurements: Measurement[] = [
        { work, measured: unchanged.requests, unit: 'requests', limit: atMost(2), details: unchanged },
        {
          work,
          measured: unchanged.queries,
          unit: `queries (${unchanged.allQueries} with the run's own)`,
          limit: atMost(5),
          details: unchanged,
        },
      ];
      await lab.source.ask('rename', from.path, CHANGED);
      const changed = await measuredSync(lab, config, log);
      // One read of the ten copies, so that edits on the target are noticed, and one write for each.
      const necessary = CHANGED + 1;
      measurements.push({
        work: `${CHANGED} of ${issues} changed`,
        measured: changed.requests,
        unit: `requests (${necessary} necessary)`,
        limit: atMost(2 + necessary),
        details: changed,
      });
      return measurements;
    });
  },
};

interface Sync {
  [key: string]: unknown;
  requests: number;
  queries: number;
  allQueries: number;
}

async function measuredSync(lab: BenchLab, config: number, log: StatementLog): Promise<Sync> {
  await lab.resetTraffic();
  const run = await lab.triggerIssueSync(config);
  await lab.finished(run);
  const source = await lab.source.ask('traffic');
  const target = await lab.target.ask('traffic');
  return {
    requests: source.total + target.total,
    queries: log.countOfWork(`run-${run}`),
    allQueries: log.count(`run-${run}`),
    source: source.byRoute,
    target: target.byRoute,
    statements: Object.fromEntries(log.of(`run-${run}`)),
  };
}
