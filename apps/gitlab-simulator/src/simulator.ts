import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MirrorScheduler } from './git/mirror-scheduler';
import { installHooks } from './git/repository';
import { SshServer } from './git/ssh-server';
import { Faults } from './http/faults';
import { RateLimiter } from './http/rate-limit';
import { RequestLog } from './http/request-log';
import { Server } from './http/server';
import { registerRoutes } from './routes';
import { followPushes } from './world/followers';
import { Edition, type Tier } from './world/edition';
import { HookDelivery } from './webhooks/delivery';
import { SeedableWorld } from './world/seeding';
import { DEFAULT_SETTINGS, type Settings } from './world/settings';

export interface SimulatorOptions {
  /** 0 (the default) takes a free one. */
  port?: number;
  /** `127.0.0.1` unless something else is asked for. */
  host?: string;
  /** For repositories and uploads; without it a temporary folder that vanishes with `stop()`. Its old content is removed. */
  dataDir?: string;
  /** Shown on the page, and the base of all ids: give each simulator its own. */
  name?: string;
  /** `18.5.0-ee` by default. */
  version?: string;
  tier?: Tier;
  latencyMs?: number;
  /** How others reach it, when that is not `http://host:port`. */
  publicUrl?: string;
  settings?: Partial<Settings>;
}

export interface Simulator {
  name: string;
  /** Without a slash at the end. */
  url: string;
  port: number;
  world: SeedableWorld;
  /** May be changed at any time. */
  settings: Settings;
  faults: Faults;
  requests: RequestLog;
  /** Resolves when no mirror runs and none is scheduled. */
  mirrorsSettled(): Promise<void>;
  /** Resolves when every webhook that was announced has been sent. */
  hooksSettled(): Promise<void>;
  /** The key by which others know its SSH server. */
  hostKey(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a GitLab in this process. Its state lives in memory; only repositories and uploads are on disk. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const name = options.name ?? 'gitlab';
  const temporary = options.dataDir === undefined;
  const dataDir =
    options.dataDir === undefined ? await mkdtemp(join(tmpdir(), 'gitlab-simulator-')) : resolve(options.dataDir);
  for (const folder of ['repositories', 'uploads']) {
    // No state refers to what an earlier process left.
    await rm(join(dataDir, folder), { recursive: true, force: true });
    await mkdir(join(dataDir, folder), { recursive: true });
  }
  installHooks(dataDir);
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...options.settings,
    limits: { ...DEFAULT_SETTINGS.limits, ...options.settings?.limits },
  };
  const edition = new Edition(options.version ?? '18.5.0-ee', options.tier ?? 'free');
  const world = new SeedableWorld({ name, dataDir, edition, settings });
  const mirrors = new MirrorScheduler(world);
  const faults = new Faults();
  const requests = new RequestLog();
  const hooks = new HookDelivery(world);
  const limiter = new RateLimiter(world);
  const server = new Server({ world, mirrors, limiter, hooks }, faults, requests);
  registerRoutes(server, { faults, requests });
  const stopFollowing = followPushes(world, mirrors);
  const stopDelivering = hooks.start();
  const ssh = new SshServer(world);

  const http = createServer(server.app);
  http.keepAliveTimeout = 65_000;
  http.requestTimeout = 0;
  await new Promise<void>((done, fail) => {
    http.once('error', fail);
    http.listen(options.port ?? 0, options.host ?? '127.0.0.1', done);
  });
  const { port } = http.address() as AddressInfo;
  world.publicUrl = (options.publicUrl ?? `http://${options.host ?? '127.0.0.1'}:${port}`).replace(/\/+$/, '');
  const sshPort = await ssh.listen(options.host ?? '127.0.0.1');
  world.sshUrl = `ssh://git@${new URL(world.publicUrl).hostname}:${sshPort}`;

  return {
    name,
    url: world.publicUrl,
    port,
    world,
    settings,
    faults,
    requests,
    mirrorsSettled: () => mirrors.settled(),
    hooksSettled: () => hooks.settled(),
    hostKey: () => ssh.hostKey(),
    async stop() {
      stopFollowing();
      stopDelivering();
      const closed = new Promise<void>((done) => http.close(() => done()));
      http.closeAllConnections();
      await mirrors.stop();
      await Promise.all([closed, ssh.stop()]);
      if (temporary) await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
