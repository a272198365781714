import { withLab } from '../bench-lab';
import { atLeast, atMost, type BenchCase, idealMs } from '../measure';
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
      const answer = await lab.api.http.post(`/api/pairs/${lab.pairId}/sync-mirrors`).expect(202);
      await lab.finished((answer.body as { job_id: number }).job_id);
      const { byRoute, maxInFlight } = await lab.source.ask('traffic');
      const triggers = byRoute[TRIGGER];
      if (triggers?.count !== mirrors.length) throw new Error(`Asked wrongly: ${JSON.stringify(byRoute)}`);
      const begun = Math.min(...Object.values(byRoute).map(({ first }) => first));
      // Each project is read once before its mirrors are triggered, so that we know which update is ours.
      const requests = mirrors.length + Math.ceil(PROJECTS * scale);
      const tookMs = triggers.last - begun;
      return [
        {
          work: `triggering ${mirrors.length} mirrors, ${IN_FLIGHT} requests in flight`,
          measured: (100 * idealMs(requests, LATENCY_MS, IN_FLIGHT)) / tookMs,
          unit: '% of ideal speed',
          limit: atLeast(90),
          details: { tookMs, byRoute },
        },
        {
          work: 'requests in flight meanwhile',
          measured: maxInFlight,
          unit: '',
          limit: atMost(IN_FLIGHT),
        },
      ];
    }),
};
