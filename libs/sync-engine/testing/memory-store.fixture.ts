import { referenceKey, type ResolvedIssue } from '../markdown/references-model';
import type { SyncCursor } from '../cursor/cursor';
import type { IssueLink, NoteLink, UploadLink } from '../model/stored';
import type { SyncStore } from '../ports';
import type { Wire } from './fake-ports.fixture';

/** What a config remembers, in memory; its calls go over a wire, too, because a process may die around each of them. */
export class MemoryStore implements SyncStore {
  cursor: SyncCursor | null = null;
  readonly links = new Map<number, IssueLink>();
  readonly notes = new Map<number, NoteLink>();
  readonly uploads = new Map<string, UploadLink>();
  readonly labels = new Set<string>();
  origins = new Map<number, number[]>();

  constructor(
    private readonly wire: Wire,
    private readonly sourcePath: string,
  ) {}

  loadState() {
    return this.read('loadState', () => ({
      cursor: this.cursor,
      openUploads: [...this.uploads.values()].filter(({ url }) => url === null),
    }));
  }

  saveCursor(cursor: SyncCursor) {
    return this.write('saveCursor', () => {
      this.cursor = structuredClone(cursor);
    });
  }

  loadLinks(iids: number[]) {
    return this.read('loadLinks', () => iids.flatMap((iid) => this.links.get(iid) ?? []));
  }

  loadDue(now: Date, limit: number) {
    const isDue = ({ retryAt, status }: IssueLink): boolean =>
      status === 'creating' || (retryAt !== null && Date.parse(retryAt) <= now.getTime());
    return this.read('loadDue', () => this.sorted().filter(isDue).slice(0, limit));
  }

  listLinks(after: number, limit: number) {
    return this.read('listLinks', () =>
      this.sorted()
        .filter(({ sourceIid }) => sourceIid > after)
        .slice(0, limit),
    );
  }

  saveLinks(links: IssueLink[]) {
    return this.write('saveLinks', () => {
      for (const link of links) this.links.set(link.sourceIid, structuredClone(link));
    });
  }

  loadOrigins(iids: number[]) {
    return this.read('loadOrigins', () => new Map([...this.origins].filter(([iid]) => iids.includes(iid))));
  }

  loadNoteLinks(iids: number[]) {
    return this.read('loadNoteLinks', () =>
      [...this.notes.values()].filter(({ sourceIid }) => iids.includes(sourceIid)),
    );
  }

  saveNoteLinks(links: NoteLink[]) {
    return this.write('saveNoteLinks', () => {
      for (const link of links) this.notes.set(link.sourceNoteId, structuredClone(link));
    });
  }

  loadUploads(keys: string[]) {
    return this.read('loadUploads', () => keys.flatMap((key) => this.uploads.get(key) ?? []));
  }

  findUploadBySha256(sha256: string) {
    return this.read(
      'findUploadBySha256',
      () => [...this.uploads.values()].find((upload) => upload.sha256 === sha256 && upload.url) ?? null,
    );
  }

  saveUpload(upload: UploadLink) {
    return this.write('saveUpload', () => void this.uploads.set(upload.key, structuredClone(upload)));
  }

  resolveReferences(references: { projectPath: string; iid: number }[]) {
    return this.read('resolveReferences', () =>
      references.flatMap((reference): ResolvedIssue[] => {
        const link = this.linkOfKey(referenceKey(reference));
        if (!link?.targetUrl) return [];
        const notes: Record<number, number> = {};
        for (const note of this.notes.values()) {
          if (note.sourceIid === link.sourceIid && note.targetNoteId !== null)
            notes[note.sourceNoteId] = note.targetNoteId;
        }
        return [{ key: referenceKey(reference), url: link.targetUrl, notes }];
      }),
    );
  }

  findResolvable(limit: number) {
    const canResolve = ({ waitingFor }: { waitingFor: string[] }): boolean =>
      waitingFor.some((key) => this.linkOfKey(key)?.targetUrl);
    return this.read('findResolvable', () => {
      const waiting = [...this.links.values(), ...this.notes.values()].filter(canResolve);
      return [...new Set(waiting.map(({ sourceIid }) => sourceIid))].toSorted((a, b) => a - b).slice(0, limit);
    });
  }

  loadKnownLabels() {
    return this.read('loadKnownLabels', () => [...this.labels]);
  }

  addKnownLabels(names: string[]) {
    return this.write('addKnownLabels', () => {
      for (const name of names) this.labels.add(name);
    });
  }

  private linkOfKey(key: string): IssueLink | undefined {
    const [path, iid] = key.split('#');
    return path === this.sourcePath.toLowerCase() ? this.links.get(Number(iid)) : undefined;
  }

  private sorted(): IssueLink[] {
    return [...this.links.values()].toSorted((a, b) => a.sourceIid - b.sourceIid);
  }

  private read<T>(name: string, work: () => T): Promise<T> {
    return this.wire.call(`store.${name}`, false, work);
  }

  private write(name: string, work: () => void): Promise<void> {
    return this.wire.call(`store.${name}`, true, work);
  }
}
