import { withLab } from '../bench-lab';
import type { BenchCase } from '../measure';
import { speedOf } from '../speed';
import { manyMirrors } from './many-mirrors';

const PROJECTS = 250;
const LATENCY_MS = 50;
const IN_FLIGHT = 10;
const TRIGGER = 'POST /projects/:id/remote_mirrors/:mirrorId/sync';

export const mirrorTrigger: BenchCase = {
  name: 'mirror-trigger',
  run: ({ scale }) =>
    withLab({ environment: { GITLAB_MAX_CONCURRENCY: String(IN_FLIGHT) } }, async (lab) => {
      const mirrors = await manyMirrors(lab, Math.ceil(PROJECTS * scale));
      await lab.latency(LATENCY_MS);
      await lab.resetTraffic();
      const before = process.cpuUsage();
      const answer = await lab.api.http.post(`/api/pairs/${lab.pairId}/sync-mirrors`).expect(202);
      await lab.finished((answer.body as { job_id: number }).job_id);
      const cpu = process.cpuUsage(before);
      const traffic = await lab.source.ask('traffic');
      const asked = traffic.byRoute[TRIGGER]?.count;
      if (asked !== mirrors.length) throw new Error(`${asked} of ${mirrors.length} mirrors were triggered.`);
      return speedOf({
        work: `triggering ${mirrors.length} mirrors, ${IN_FLIGHT} requests in flight`,
        traffic: [traffic],
        // Each project is read once before its mirrors are triggered, so that we know which update is ours.
        necessary: mirrors.length + Math.ceil(PROJECTS * scale),
        latencyMs: LATENCY_MS,
        inFlight: IN_FLIGHT,
        least: 90,
        until: TRIGGER,
        cpu,
      });
    }),
};
