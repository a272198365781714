import type { AttachmentTransfer, CopiedFile, IssuePage, SourceReader, TargetWriter } from '../ports';
import { uploadKey } from '../markdown/references-model';
import { sha256 } from '../hash/canonical';
import {
  createIssue,
  createNote,
  discussionsOf,
  labelView,
  noteView,
  sourceView,
  targetView,
  updateIssue,
  type FakeIssue,
  type FakeProject,
} from './fake-gitlab.fixture';

/**
 * Around every call: `before` may throw instead of it, `after` may throw although it took effect (a lost answer), and
 * both see its name.
 */
export interface Weather {
  before(call: string, isWrite: boolean): void;
  after(call: string, isWrite: boolean): void;
}

export const FINE: Weather = { before: () => undefined, after: () => undefined };

export class Wire {
  readonly calls: string[] = [];
  weather: Weather = FINE;

  async call<T>(name: string, isWrite: boolean, work: () => T): Promise<T> {
    // Answers take turns, so that what is in flight really overlaps.
    await new Promise((resolve) => setImmediate(resolve));
    this.weather.before(name, isWrite);
    this.calls.push(name);
    const result = work();
    this.weather.after(name, isWrite);
    return structuredClone(result);
  }

  count(prefix: string): number {
    return this.calls.filter((call) => call.startsWith(prefix)).length;
  }
}

const byTime = (field: 'createdAt' | 'updatedAt') => (a: FakeIssue, b: FakeIssue) =>
  Date.parse(a[field]) - Date.parse(b[field]) || a.id - b.id;

export function fakeSource(project: FakeProject, wire: Wire): SourceReader {
  return {
    listIssues: (query) =>
      wire.call('source.listIssues', false, (): IssuePage => {
        const field = query.orderBy === 'created_at' ? 'createdAt' : 'updatedAt';
        const sorted = [...project.issues.values()].toSorted(byTime(field));
        if (query.direction === 'desc') sorted.reverse();
        const matching = sorted.filter(
          (issue) =>
            (query.state === 'all' || issue.state === query.state) &&
            (query.updatedAfter === undefined || Date.parse(issue.updatedAt) >= Date.parse(query.updatedAfter)) &&
            (query.createdAfter === undefined || Date.parse(issue.createdAt) >= Date.parse(query.createdAfter)),
        );
        const from = (query.page - 1) * query.perPage;
        const issues = matching.slice(from, from + query.perPage).map(sourceView);
        return { issues, next: null, hasMore: matching.length > from + query.perPage, serverTime: project.serverTime };
      }),
    countIssues: (state) =>
      wire.call(
        'source.countIssues',
        false,
        () => [...project.issues.values()].filter((issue) => state === 'all' || issue.state === 'opened').length,
      ),
    getIssues: (iids) =>
      wire.call('source.getIssues', false, () => iids.flatMap((iid) => project.issues.get(iid) ?? []).map(sourceView)),
    probeIssue: (iid) => wire.call('source.probeIssue', false, () => (project.issues.has(iid) ? 'present' : 'gone')),
    listDiscussions: (iid) => wire.call('source.listDiscussions', false, () => discussionsOf(project.issue(iid))),
    newestNoteUpdate: (iid) =>
      wire.call(
        'source.newestNoteUpdate',
        false,
        () =>
          project
            .issue(iid)
            .notes.filter(({ system }) => !system)
            .map(({ updatedAt }) => updatedAt)
            .toSorted()
            .at(-1) ?? null,
      ),
    probeNote: (iid, noteId) =>
      wire.call('source.probeNote', false, () =>
        project.issue(iid).notes.some(({ id }) => id === noteId) ? 'present' : 'gone',
      ),
    listLabels: () => wire.call('source.listLabels', false, () => [...project.labels.values()]),
  };
}

export function fakeTarget(project: FakeProject, wire: Wire): TargetWriter {
  return {
    listIssues: (query) =>
      wire.call('target.listIssues', false, () => {
        const sorted = [...project.issues.values()].toSorted(byTime('updatedAt'));
        if (query.direction === 'desc') sorted.reverse();
        const matching = sorted.filter(
          (issue) =>
            (query.label === undefined || issue.labels.includes(query.label)) &&
            (query.created === undefined ||
              (Date.parse(issue.createdAt) >= Date.parse(query.created.after) &&
                Date.parse(issue.createdAt) <= Date.parse(query.created.before))) &&
            (query.updatedAfter === undefined || Date.parse(issue.updatedAt) >= Date.parse(query.updatedAfter)),
        );
        const from = (query.page - 1) * query.perPage;
        return {
          issues: matching.slice(from, from + query.perPage).map(targetView),
          hasMore: matching.length > from + query.perPage,
        };
      }),
    getIssues: (iids) =>
      wire.call('target.getIssues', false, () => iids.flatMap((iid) => project.issues.get(iid) ?? []).map(targetView)),
    getIssue: (iid) =>
      wire.call('target.getIssue', false, () => {
        const issue = project.issues.get(iid);
        return issue ? targetView(issue) : null;
      }),
    createIssue: (draft) => wire.call('target.createIssue', true, () => createIssue(project, draft)),
    updateIssue: (iid, patch) => wire.call('target.updateIssue', true, () => updateIssue(project, iid, patch)),
    deleteIssue: (iid) => wire.call('target.deleteIssue', true, () => void project.issues.delete(iid)),
    listLabels: () => wire.call('target.listLabels', false, () => [...project.labels.values()].map(labelView)),
    createLabel: (label) =>
      wire.call('target.createLabel', true, () => {
        if (!project.labels.has(label.name)) project.labels.set(label.name, { ...label });
      }),
    listNotes: (iid) => wire.call('target.listNotes', false, () => project.issue(iid).notes.map(noteView)),
    createNote: (iid, draft) => wire.call('target.createNote', true, () => createNote(project, iid, draft)),
    updateNote: (iid, noteId, body) =>
      wire.call('target.updateNote', true, () => {
        const note = project.issue(iid).notes.find(({ id }) => id === noteId);
        if (!note) throw project.error('not_found', 'edit a note', '404 Not found', 404);
        project.editNote(iid, noteId, body);
        return noteView(note);
      }),
    deleteNote: (iid, noteId) =>
      wire.call('target.deleteNote', true, () => {
        if (project.issue(iid).notes.some(({ id }) => id === noteId)) project.removeNote(iid, noteId);
      }),
    setTimeEstimate: (iid, minutes) =>
      wire.call('target.setTimeEstimate', true, () => project.edit(iid, { timeEstimate: minutes * 60 })),
    addTimeSpent: (iid, minutes) =>
      wire.call('target.addTimeSpent', true, () =>
        project.edit(iid, { timeSpent: project.issue(iid).timeSpent + minutes * 60 }),
      ),
    resetTimeSpent: (iid) => wire.call('target.resetTimeSpent', true, () => project.edit(iid, { timeSpent: 0 })),
    discardLostUpload: (upload) =>
      wire.call('target.discardLostUpload', true, () => {
        // By name and by not being in use, as the list of uploads and our map would tell.
        const texts = [...project.issues.values()].flatMap(({ description, notes }) => [
          description,
          ...notes.map(({ body }) => body),
        ]);
        for (const url of project.uploads.keys()) {
          if (url.endsWith(`/${upload.filename}`) && !texts.some((text) => text.includes(url)))
            project.uploads.delete(url);
        }
      }),
  };
}

/** Files are looked up by their key among the source's uploads. */
export function fakeAttachments(source: FakeProject, target: FakeProject, wire: Wire): AttachmentTransfer {
  return {
    copy: async (ref, _maxBytes, reuse) => {
      const content = await wire.call('source.download', false, () => {
        const found = source.uploads.get(uploadKey(ref));
        if (found === undefined) throw source.error('not_found', 'download a file', '404 Not found', 404);
        return found;
      });
      const same = await reuse(sha256(content));
      if (same) return same;
      const id = target.nextId();
      const url = `/uploads/${id.toString(16).padStart(32, '0')}/${ref.filename}`;
      const copied: CopiedFile = { url, targetUploadId: id, sha256: sha256(content), sizeBytes: content.length };
      return wire.call('target.upload', true, () => {
        target.uploads.set(url, content);
        return copied;
      });
    },
  };
}
