import { withLab } from '../bench-lab';
import { atLeast, type BenchCase, type Measurement } from '../measure';

const ISSUES = 500;
const COMMENTS = 2;
const LATENCY_MS = 50;
const EACH = 5;

export const issueWorkers: BenchCase = {
  name: 'issue-workers',
  long: true,
  async run({ scale }) {
    const issues = Math.ceil(ISSUES * scale);
    const measurements: Measurement[] = [];
    for (const syncs of [1, 2]) {
      const one = await seconds(1, syncs, issues);
      const two = await seconds(2, syncs, issues);
      measurements.push({
        work: `two workers with ${EACH} requests each against one with ${EACH}: ${syncs} × ${issues} issues × ${COMMENTS} comments`,
        measured: one / two,
        unit: `× (${one.toFixed(1)} s, ${two.toFixed(1)} s)`,
        limit: atLeast(1.8),
      });
    }
    return measurements;
  },
};

/** Processes of their own, of which each works at one sync at a time. From the first request to the last. */
function seconds(workers: number, syncs: number, issues: number): Promise<number> {
  const environment = { GITLAB_MAX_CONCURRENCY: String(EACH * workers), WORKER_CONCURRENCY: '1' };
  return withLab({ environment, workers }, async (lab) => {
    const configs: number[] = [];
    for (let i = 1; i <= syncs; i++) {
      const from = await lab.source.ask('issues', { path: `platform/app-${i}`, issues, comments: COMMENTS });
      configs.push(await lab.issueSync(from, await lab.target.ask('project', `copies/app-${i}`)));
    }
    await lab.latency(LATENCY_MS);
    await lab.resetTraffic();
    const runs = await Promise.all(configs.map((config) => lab.triggerIssueSync(config)));
    await Promise.all(runs.map((run) => lab.finished(run)));
    const times = Object.values((await lab.target.ask('traffic')).byRoute);
    return (Math.max(...times.map(({ last }) => last)) - Math.min(...times.map(({ first }) => first))) / 1000;
  });
}
