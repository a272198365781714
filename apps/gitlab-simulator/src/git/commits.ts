import type { RefChange } from '../world/events';
import { NO_COMMIT } from '../world/events';
import type { Project } from '../world/model';
import { ensureRepository, resolveCommit } from './repository';
import { git, gitText } from './run';

export interface NewCommit {
  branch: string;
  message: string;
  /** Path → content; null deletes the file. */
  files?: Record<string, string | Buffer | null>;
  author?: { name: string; email: string };
  /** Epoch milliseconds. */
  date?: number;
  /** Branch, tag or sha on which a new branch starts; by default the default branch, `null` for an orphan. */
  from?: string | null;
  /** Also put a tag with this name on the commit. */
  tag?: string;
}

export interface WrittenCommits {
  /** One sha a commit, in order. */
  shas: string[];
  changes: RefChange[];
}

const data = (content: string | Buffer): Buffer[] => {
  const bytes = Buffer.from(content);
  return [Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')];
};

/** Writes any number of commits with one process. The caller tells the world about the changed refs. */
export async function writeCommits(
  project: Project,
  commits: readonly NewCommit[],
  now: number,
): Promise<WrittenCommits> {
  const repository = ensureRepository(project);
  const heads = new Map<string, string>();
  const before = new Map<string, string>();
  const stream: Buffer[] = [];
  const put = (text: string): void => void stream.push(Buffer.from(text));
  let mark = 0;
  for (const commit of commits) {
    const ref = `refs/heads/${commit.branch}`;
    if (!before.has(ref)) before.set(ref, (await resolveCommit(project, ref)) ?? NO_COMMIT);
    let parent = heads.get(ref) ?? (before.get(ref) === NO_COMMIT ? undefined : before.get(ref));
    if (!parent && commit.from !== null) {
      const start = commit.from ?? project.defaultBranch ?? 'main';
      parent = heads.get(`refs/heads/${start}`) ?? (await resolveCommit(project, start)) ?? undefined;
    }
    mark++;
    const author = commit.author ?? { name: 'Administrator', email: 'admin@example.com' };
    const stamp = `${author.name.replace(/[<>\n]/g, '')} <${author.email}> ${Math.floor((commit.date ?? now) / 1000)} +0000`;
    put(`commit ${ref}\nmark :${mark}\nauthor ${stamp}\ncommitter ${stamp}\n`);
    stream.push(...data(commit.message));
    if (parent) put(`from ${parent}\n`);
    for (const [path, content] of Object.entries(commit.files ?? {})) {
      if (content === null) put(`D ${JSON.stringify(path)}\n`);
      else {
        put(`M 100644 inline ${JSON.stringify(path)}\n`);
        stream.push(...data(content));
      }
    }
    put('\n');
    heads.set(ref, `:${mark}`);
    if (commit.tag) {
      put(`reset refs/tags/${commit.tag}\nfrom :${mark}\n\n`);
      before.set(`refs/tags/${commit.tag}`, (await resolveCommit(project, `refs/tags/${commit.tag}`)) ?? NO_COMMIT);
    }
  }
  for (let i = 1; i <= mark; i++) put(`get-mark :${i}\n`);
  const shas = (await gitText(repository, ['fast-import', '--quiet', '--force'], { input: Buffer.concat(stream) }))
    .trim()
    .split('\n');
  const changes: RefChange[] = [];
  for (const [ref, old] of before) {
    const after = (await resolveCommit(project, ref)) ?? NO_COMMIT;
    if (after !== old) changes.push({ ref, before: old, after });
  }
  return { shas, changes };
}

export interface CommitInfo {
  sha: string;
  parents: string[];
  authorName: string;
  authorEmail: string;
  /** Epoch seconds. */
  authoredAt: number;
  committedAt: number;
  title: string;
  message: string;
}

const FORMAT = '%H%x00%P%x00%an%x00%ae%x00%at%x00%ct%x00%s%x00%B%x1e';

function parseLog(text: string): CommitInfo[] {
  return text
    .split('\x1e')
    .map((row) => row.replace(/^\n/, '').split('\0'))
    .filter((row) => row.length >= 8)
    .map(
      ([sha = '', parents = '', authorName = '', authorEmail = '', at = '0', ct = '0', title = '', message = '']) => ({
        sha,
        parents: parents.split(' ').filter(Boolean),
        authorName,
        authorEmail,
        authoredAt: Number(at),
        committedAt: Number(ct),
        title,
        message: message.replace(/\n$/, ''),
      }),
    );
}

/** Newest first. `range` is a sha, or `a..b`. */
export async function log(
  project: Project,
  range: readonly string[],
  page: { skip?: number; limit?: number; path?: string } = {},
): Promise<CommitInfo[]> {
  const args = [
    'log',
    `--format=${FORMAT}`,
    `--skip=${page.skip ?? 0}`,
    `--max-count=${page.limit ?? 10_000}`,
    ...range,
    '--',
  ];
  if (page.path) args.push(page.path);
  const result = await git(ensureRepository(project), args);
  return result.code === 0 ? parseLog(result.stdout.toString()) : [];
}

/** Commits by sha, with one process. */
export async function commitsBySha(project: Project, shas: readonly string[]): Promise<Map<string, CommitInfo>> {
  const unique = [...new Set(shas)];
  if (unique.length === 0) return new Map();
  const text = await gitText(
    ensureRepository(project),
    ['log', '--no-walk=unsorted', '--stdin', `--format=${FORMAT}`],
    {
      input: `${unique.join('\n')}\n`,
    },
  );
  return new Map(parseLog(text).map((commit) => [commit.sha, commit]));
}
