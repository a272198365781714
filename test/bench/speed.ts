import { atLeast, atMost, type Measurement } from './measure';
import type { RouteTimes, Traffic } from './gitlab/scenario';

export interface SpeedOf {
  work: string;
  /** Of each GitLab that took part; each has a budget of its own. */
  traffic: Traffic[];
  /** The most that one GitLab has to be asked for this. */
  necessary: number;
  latencyMs: number;
  inFlight: number;
  /** Per cent. */
  least: number;
  /** Until the last request of these routes; else until the last of all. */
  until?: string;
  /** What this process used since the work began. */
  cpu: NodeJS.CpuUsage;
}

/**
 * How close the work came to the ideal: GitLab's latency alone, with as many requests in flight as the budget allows.
 * On a busy machine both GitLab and we take longer; the details tell how much was ours.
 */
export function speedOf(given: SpeedOf): Measurement[] {
  const { work, traffic, necessary, latencyMs, inFlight, least, until, cpu } = given;
  const routes = traffic.flatMap(({ byRoute }) => Object.entries(byRoute));
  const begun = Math.min(...routes.map(([, { first }]) => first));
  const ended = lastOf(until === undefined ? routes : routes.filter(([route]) => route === until));
  const tookMs = ended - begun;
  const requests = traffic.reduce((sum, { total }) => sum + total, 0);
  return [
    {
      work,
      measured: (100 * necessary * latencyMs) / inFlight / tookMs,
      unit: '% of ideal speed',
      limit: atLeast(least),
      details: {
        tookMs,
        cpuMsPerRequest: (cpu.user + cpu.system) / 1000 / requests,
        meanInFlight: traffic.map(({ busyMs }) => busyMs / (lastOf(routes) - begun)),
        meanAnswerMs: traffic.map(({ busyMs, total }) => busyMs / total),
        routes: traffic.map(({ byRoute }) => byRoute),
      },
    },
    {
      work: `${work}: most in flight`,
      measured: Math.max(...traffic.map(({ maxInFlight }) => maxInFlight)),
      unit: 'requests',
      limit: atMost(inFlight),
    },
  ];
}

const lastOf = (routes: [string, RouteTimes][]): number => Math.max(...routes.map(([, { last }]) => last));
