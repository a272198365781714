/** An issue (or a comment of one) of the source instance that a text points to. */
export interface IssueReference {
  /** Full path of the project, as written or completed from the text's own project. */
  projectPath: string;
  iid: number;
  noteId: number | null;
}

/** Identity of a reference to an issue; comments wait for their issue. */
export const referenceKey = (reference: Pick<IssueReference, 'projectPath' | 'iid'>): string =>
  `${reference.projectPath.toLowerCase()}#${reference.iid}`;

/** Where the counterpart of an issue lives on the target instance. */
export interface ResolvedIssue {
  /** `referenceKey` of what was asked for. */
  key: string;
  /** Web URL of the copy. */
  url: string;
  /** Source comment id → target comment id, for the comments that were asked for and are known. */
  notes: Readonly<Record<number, number>>;
}

/** A file that a text points to: `/uploads/<secret>/<filename>` of a project or a group of the source instance. */
export interface UploadRef {
  scope: { kind: 'project'; project: number | string } | { kind: 'group'; group: number | string };
  /** 32 hex digits. */
  secret: string;
  /** Decoded. */
  filename: string;
}

/** Identity of a source file. The secret alone is unique; the scope keeps two instances' chance collisions apart. */
export const uploadKey = (ref: UploadRef): string => `${ref.secret}/${ref.filename}`;
