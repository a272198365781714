import { DEFAULT_LIMITS, type SyncContext } from '../model/context';
import { DEFAULT_SYNC_OPTIONS, type SyncOptions } from '../model/options';
import type { SyncReport } from '../model/report';
import { readMarker } from '../markers/marker';
import { runIssueSync, type SyncRequest } from '../run/run-issue-sync';
import { BOT, FakeProject, type FakeIssue } from './fake-gitlab.fixture';
import { fakeAttachments, fakeSource, fakeTarget, Wire } from './fake-ports.fixture';
import { MemoryStore } from './memory-store.fixture';

/** Two projects on two GitLabs whose clocks disagree by hours, and a config between them. */
export class World {
  readonly source = new FakeProject('https://source.example', 42, 'group/project', '2025-03-01T12:00:00.000Z');
  readonly target = new FakeProject('https://target.example', 7, 'mirror/copy', '2025-03-01T09:00:00.000Z');
  readonly wire = new Wire();
  readonly store = new MemoryStore(this.wire, 'group/project');
  options: SyncOptions = { ...DEFAULT_SYNC_OPTIONS, syncExistingIssues: true, syncClosedIssues: true };
  context: SyncContext = {
    source: {
      instanceId: 1,
      baseUrl: this.source.baseUrl,
      projectId: 42,
      projectPath: 'group/project',
      userId: BOT.id,
      seesConfidential: true,
    },
    target: {
      instanceId: 2,
      baseUrl: this.target.baseUrl,
      projectId: 7,
      projectPath: 'mirror/copy',
      userId: BOT.id,
      premium: false,
      weights: false,
      canBackdate: false,
      backdatesChanges: false,
      canSetIid: false,
      isPublic: false,
    },
    limits: { ...DEFAULT_LIMITS, reconcileHours: 0 },
    targetUserIds: new Map(),
  };
  nowMs = Date.parse('2025-03-01T15:00:00.000Z');

  request(signal: AbortSignal = new AbortController().signal): SyncRequest {
    return {
      ports: {
        source: fakeSource(this.source, this.wire),
        target: fakeTarget(this.target, this.wire),
        attachments: fakeAttachments(this.source, this.target, this.wire),
        store: this.store,
        clock: { now: () => new Date(this.nowMs) },
      },
      context: this.context,
      options: this.options,
      signal,
    };
  }

  /** One run, a quarter of an hour after the last one. */
  async sync(): Promise<SyncReport> {
    this.nowMs += 15 * 60_000;
    this.wire.calls.length = 0;
    return runIssueSync(this.request());
  }

  /** The whole target as people see it, without what no two runs share (ids, order of what was in flight). */
  picture(): unknown {
    const source = new Map([...this.store.links.values()].map((link) => [link.targetIid, link.sourceIid]));
    // Numbers and secrets on the target depend on what came first; what they stand for doesn't.
    const neutral = (text: string): string =>
      text
        .replace(
          /target\.example\/mirror\/copy\/-\/issues\/(\d+)(?:#note_\d+)?/g,
          (_, iid: string) => `copy-of-${source.get(Number(iid))}`,
        )
        .replace(/\/uploads\/[0-9a-f]{32}\//g, '/uploads/*/');
    return [...this.target.issues.values()]
      .map((issue) => ({
        marker: readMarker(issue.description)?.key,
        title: issue.title,
        description: neutral(issue.description),
        state: issue.state,
        labels: issue.labels.toSorted(),
        confidential: issue.confidential,
        locked: issue.discussionLocked,
        dueDate: issue.dueDate,
        estimate: issue.timeEstimate,
        spent: issue.timeSpent,
        notes: issue.notes.map((note) => ({
          body: neutral(note.body),
          internal: note.internal,
          // The thread by the text of its first comment.
          thread: neutral(issue.notes.find(({ discussionId }) => discussionId === note.discussionId)?.body ?? ''),
        })),
      }))
      .toSorted((a, b) => (a.marker ?? '').localeCompare(b.marker ?? '') || a.title.localeCompare(b.title));
  }
}

export const copies = (world: World): FakeIssue[] => [...world.target.issues.values()];

/** @throws Error unless there is exactly one with this title */
export function copyOf(world: World, title: string): FakeIssue {
  const [found, ...more] = copies(world).filter((issue) => issue.title === title);
  if (!found || more.length > 0) throw new Error(`There are ${found ? more.length + 1 : 0} copies named ${title}.`);
  return found;
}
