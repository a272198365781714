import { truncate } from 'node:fs/promises';
import type { Settings, Simulator } from '../../../apps/gitlab-simulator/src';

export interface Seeded {
  id: number;
  path: string;
}

export interface IssueSeed {
  path: string;
  issues: number;
  comments?: number;
  /** Every n-th issue has a file in its description. */
  attachmentEvery?: number;
  /** Every n-th issue is closed. */
  closedEvery?: number;
}

export interface RouteTimes {
  count: number;
  /** Milliseconds since the epoch: the first request came, the last answer was out. */
  first: number;
  last: number;
}

export interface Traffic {
  total: number;
  maxInFlight: number;
  /** Milliseconds that requests were here, added up. */
  busyMs: number;
  byRoute: Record<string, RouteTimes>;
  byStatus: Record<number, number>;
  /** Arrivals by minute since the epoch. */
  byMinute: Record<number, number>;
  /** Statuses 429 of requests that came after the first answer was out. */
  refusedLater: number;
}

const DAY_MS = 24 * 3600 * 1000;

/** What a benchmark can ask of its GitLab, which runs in a process of its own. */
export class Scenario {
  private routes = new Map<string, RouteTimes>();
  private minutes = new Map<number, number>();
  private answered = false;
  private busyMs = 0;
  private refusedLater = 0;

  constructor(private readonly gitlab: Simulator) {
    const late = new WeakSet<object>();
    const begun = new WeakMap<object, number>();
    gitlab.requests.observe((entry, phase) => {
      if (!entry.route.startsWith('/api/')) return;
      const now = Date.now();
      const key = `${entry.method} ${entry.route.replace('/api/v4', '')}`;
      if (phase === 'received') {
        begun.set(entry, now);
        const minute = Math.floor(now / 60_000);
        this.minutes.set(minute, (this.minutes.get(minute) ?? 0) + 1);
        const times = this.routes.get(key) ?? { count: 0, first: now, last: now };
        this.routes.set(key, { ...times, count: times.count + 1 });
        if (this.answered) late.add(entry);
      } else if (phase === 'closed') {
        const times = this.routes.get(key);
        if (times) times.last = now;
        this.busyMs += now - (begun.get(entry) ?? now);
        this.answered = true;
        if (entry.status === 429 && late.has(entry)) this.refusedLater++;
      }
    });
  }

  token(): string {
    return this.gitlab.world.createToken().token;
  }

  set(settings: Partial<Settings>): void {
    Object.assign(this.gitlab.settings, settings);
  }

  async projects(group: string, count: number): Promise<Seeded[]> {
    const projects: Seeded[] = [];
    for (let i = 1; i <= count; i++) projects.push(await this.project(`${group}/project-${i}`));
    return projects;
  }

  async project(path: string): Promise<Seeded> {
    return { id: (await this.gitlab.world.createProject({ path })).id, path };
  }

  /** Push mirrors that have never run; their ids. */
  pushMirrors(path: string, count: number): number[] {
    const { world } = this.gitlab;
    const project = world.project(path);
    return Array.from({ length: count }, (_, i) => {
      const id = world.id('mirror');
      project.pushMirrors.set(id, {
        id,
        project,
        url: `https://user:secret@backup.example.com/${path}-${i}.git`,
        enabled: true,
        keepDivergentRefs: true,
        onlyProtectedBranches: false,
        branchRegex: null,
        authMethod: 'password',
        hostKeys: [],
        sshKeys: null,
        status: 'none',
        lastError: null,
        lastUpdateAt: null,
        lastUpdateStartedAt: null,
        lastSuccessfulUpdateAt: null,
      });
      return id;
    });
  }

  /** Issues of last year, as people write them. */
  async issues({ path, issues, comments = 0, attachmentEvery, closedEvery }: IssueSeed): Promise<Seeded> {
    const { world } = this.gitlab;
    const project = await world.createProject({ path });
    const since = world.now() - 365 * DAY_MS;
    for (let i = 1; i <= issues; i++) {
      const createdAt = since + i * 1000;
      const file =
        attachmentEvery && i % attachmentEvery === 0
          ? await world.addUpload(project, { filename: `screen-${i}.txt`, content: `What issue ${i} looks like` })
          : null;
      const issue = world.createIssue(project, {
        title: `Issue ${i}`,
        description: `It happens **sometimes**, with \`code ${i}\`.${file ? `\n\n![screen](/uploads/${file.secret}/${file.filename})` : ''}`,
        createdAt,
      });
      for (let c = 1; c <= comments; c++) {
        world.addNote(issue, { body: `Comment ${c} on what was found.`, createdAt: createdAt + c });
      }
      const updatedAt = createdAt + 500;
      if (closedEvery && i % closedEvery === 0) world.updateIssue(issue, { state: 'closed', updatedAt });
      else issue.updatedAt = updatedAt;
    }
    return { id: project.id, path };
  }

  /** A project with one issue that has a file of that size. */
  async fileIssue(path: string, bytes: number): Promise<Seeded> {
    const { world } = this.gitlab;
    const project = await world.createProject({ path });
    const file = await world.addUpload(project, { filename: 'video.mp4', content: '' });
    await truncate(file.file, bytes);
    file.size = bytes;
    world.createIssue(project, { title: 'See it', description: `![video](/uploads/${file.secret}/${file.filename})` });
    return { id: project.id, path };
  }

  /** Of the files of a project, in bytes. */
  fileSizes(path: string): number[] {
    return [...this.gitlab.world.project(path).uploads.values()].map(({ size }) => size);
  }

  /** Gives every n-th issue a new title, now. */
  rename(path: string, count: number): void {
    const { world } = this.gitlab;
    const issues = world.issuesOf(path);
    const step = Math.floor(issues.length / count);
    for (let i = 0; i < count; i++) {
      const issue = issues[i * step];
      if (issue) world.updateIssue(issue, { title: `${issue.title}, better said` });
    }
  }

  countIssues(path: string): number {
    return this.gitlab.world.issuesOf(path).length;
  }

  reset(): void {
    this.gitlab.requests.reset();
    this.routes = new Map();
    this.minutes = new Map();
    this.answered = false;
    this.busyMs = 0;
    this.refusedLater = 0;
  }

  traffic(): Traffic {
    const { total, maxInFlight, byStatus } = this.gitlab.requests;
    return {
      total,
      maxInFlight,
      busyMs: this.busyMs,
      byStatus,
      byRoute: Object.fromEntries(this.routes),
      byMinute: Object.fromEntries(this.minutes),
      refusedLater: this.refusedLater,
    };
  }
}
