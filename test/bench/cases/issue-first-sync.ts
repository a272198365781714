import { withLab } from '../bench-lab';
import { atMost, type BenchCase } from '../measure';
import { speedOf } from '../speed';

const ISSUES = 1_000;
const COMMENTS = 3;
const ATTACHMENT_EVERY = 10;
const CLOSED_EVERY = 4;
const LATENCY_MS = 50;
const IN_FLIGHT = 10;

export const issueFirstSync: BenchCase = {
  name: 'issue-first-sync',
  run: ({ scale }) =>
    withLab({ environment: { GITLAB_MAX_CONCURRENCY: String(IN_FLIGHT) } }, async (lab) => {
      const issues = Math.ceil(ISSUES * scale);
      const from = await lab.source.ask('issues', {
        path: 'platform/app',
        issues,
        comments: COMMENTS,
        attachmentEvery: ATTACHMENT_EVERY,
        closedEvery: CLOSED_EVERY,
      });
      const to = await lab.target.ask('project', 'copies/app');
      const config = await lab.issueSync(from, to);
      await lab.latency(LATENCY_MS);
      await lab.resetTraffic();
      const before = process.cpuUsage();
      await lab.finished(await lab.triggerIssueSync(config));
      const cpu = process.cpuUsage(before);
      const source = await lab.source.ask('traffic');
      const target = await lab.target.ask('traffic');
      const copied = await lab.target.ask('countIssues', to.path);
      if (copied !== issues) throw new Error(`${copied} of ${issues} issues were copied.`);

      const files = Math.floor(issues / ATTACHMENT_EVERY);
      const reads = Math.ceil(issues / 100) + issues + files;
      const writes = issues + issues * COMMENTS + files + Math.floor(issues / CLOSED_EVERY);
      const work = `first sync of ${issues} issues × ${COMMENTS} comments`;
      return [
        {
          work,
          measured: (source.total + target.total) / (reads + writes),
          unit: `× the necessary requests (${source.total + target.total} of ${reads + writes})`,
          limit: atMost(1.05),
          details: { source: source.byRoute, target: target.byRoute },
        },
        ...speedOf({
          work,
          traffic: [source, target],
          // Each instance has its own budget: the one that is asked more sets the pace.
          necessary: Math.max(reads, writes),
          latencyMs: LATENCY_MS,
          inFlight: IN_FLIGHT,
          least: 85,
          cpu,
        }),
      ];
    }),
};
