import type { PreparedText, TextResolver } from '../markdown/render-text';
import { analyseText, issuesIn, mentionsLabels, uploadsIn } from '../markdown/render-text';
import { referenceKey, uploadKey, type IssueReference, type ResolvedIssue } from '../markdown/references-model';
import { labelUrl } from '../markdown/source-urls';
import { mapLabels } from '../labels/desired-labels';
import type { SourceIssue } from '../model/source';
import { originOf } from '../render/render-issue';
import type { Attachments } from './attachments';
import type { LabelDirectory } from './labels';
import type { Session } from './session';

/** Finds out what the texts of an issue point to, so that they can be rendered without further questions. */
export class References {
  /** Copies made or met in this run: reference key → web URL. */
  private readonly mirrored = new Map<string, string>();

  constructor(
    private readonly session: Session,
    private readonly labels: LabelDirectory,
    private readonly attachments: Pick<Attachments, 'copyAll'>,
  ) {}

  remember(sourceIid: number, targetUrl: string): void {
    this.mirrored.set(this.ownKey(sourceIid), targetUrl);
  }

  /** Those of the keys that have a counterpart by now. */
  async resolvableAmong(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const unique = [...new Set(keys)];
    const unknown = unique.filter((key) => !this.mirrored.has(key));
    const references = unknown.map((key) => {
      const at = key.lastIndexOf('#');
      return { projectPath: key.slice(0, at), iid: Number(key.slice(at + 1)), noteId: null };
    });
    const resolved = unknown.length > 0 ? await this.session.ports.store.resolveReferences(references) : [];
    return new Set([...unique.filter((key) => this.mirrored.has(key)), ...resolved.map(({ key }) => key)]);
  }

  /** Everything that rendering a text needs; `isPrivate`: it is confidential or internal. */
  async prepare(source: string, issue: SourceIssue, isPrivate: boolean): Promise<PreparedText> {
    const { options, context } = this.session;
    const analysis = analyseText(source, originOf(context));
    const [resolved, uploads, labelNames] = await Promise.all([
      this.resolve(issuesIn(analysis)),
      this.attachments.copyAll(uploadsIn(analysis), isPrivate),
      mentionsLabels(analysis) ? this.labels.source() : [],
    ]);
    const names = new Set(labelNames.map(({ name }) => name));
    const resolver: TextResolver = {
      issue: (reference) => this.urlOf(reference, resolved),
      isLabel: (name) => names.has(name),
      isMilestone: (title) => issue.milestone?.title === title,
      labelUrl: (name) => {
        const mapped = options.syncLabels ? mapLabels([name], options)[0] : undefined;
        return mapped === undefined ? null : labelUrl(context.target.baseUrl, context.target.projectPath, mapped);
      },
      upload: (ref) => uploads.get(uploadKey(ref)) ?? { failed: null },
    };
    return { source, analysis, resolver };
  }

  private async resolve(references: IssueReference[]): Promise<ReadonlyMap<string, ResolvedIssue>> {
    // What this run made itself is known; comments and other projects are the store's.
    const unknown = references.filter(
      (reference) => reference.noteId !== null || !this.mirrored.has(referenceKey(reference)),
    );
    const resolved = unknown.length > 0 ? await this.session.ports.store.resolveReferences(unknown) : [];
    return new Map(resolved.map((found) => [found.key, found]));
  }

  private urlOf(reference: IssueReference, resolved: ReadonlyMap<string, ResolvedIssue>): string | null {
    const found = resolved.get(referenceKey(reference));
    const url = found?.url ?? this.mirrored.get(referenceKey(reference)) ?? null;
    const note = reference.noteId === null ? undefined : found?.notes[reference.noteId];
    return url !== null && note !== undefined ? `${url}#note_${note}` : url;
  }

  private ownKey(iid: number): string {
    return referenceKey({ projectPath: this.session.context.source.projectPath, iid });
  }
}
