import type { Project, SeedableWorld, Simulator, User } from '../../../gitlab-simulator/src';

/** The group whose projects the demo mirrors, and where they go. */
export const SOURCE_GROUP = 'platform';
export const TARGET_GROUP = 'backup/platform';

interface SampleProject {
  path: string;
  description: string;
  language: 'ts' | 'go' | 'py';
  issues: SampleIssue[];
}

interface SampleIssue {
  title: string;
  description: string;
  labels: string[];
  closed?: boolean;
  comments: [author: string, text: string][];
}

const PROJECTS: SampleProject[] = [
  {
    path: `${SOURCE_GROUP}/api-gateway`,
    description: 'Routes every request of the shop',
    language: 'go',
    issues: [
      {
        title: 'Timeouts under load since the last release',
        description:
          'Half of the calls of `/checkout` take longer than **2 s**.\n\n- [ ] find the slow upstream\n- [ ] add a limit\n',
        labels: ['bug', 'priority::high'],
        comments: [
          ['ada', 'I can reproduce it with 200 users.'],
          ['grace', 'The connection pool is too small. @ada can you try 50?'],
        ],
      },
      {
        title: 'Rate limit for anonymous callers',
        description: 'See #1: without a limit one crawler takes everything down.',
        labels: ['feature'],
        comments: [['ada', 'Proposal: 100 requests a minute.\n\n/close is *not* what I mean, leave it open.']],
      },
      {
        title: 'Remove the old health endpoint',
        description: 'Nobody asks for it.',
        labels: ['chore'],
        closed: true,
        comments: [],
      },
    ],
  },
  {
    path: `${SOURCE_GROUP}/core/billing`,
    description: 'Invoices and payments',
    language: 'ts',
    issues: [
      {
        title: 'Invoice numbers must have no gaps',
        description: 'The auditors want an unbroken sequence.',
        labels: ['compliance'],
        comments: [['grace', 'A sequence in the database would lose numbers on rollback.']],
      },
    ],
  },
  {
    path: `${SOURCE_GROUP}/core/web-shop`,
    description: 'What customers see',
    language: 'ts',
    issues: [
      {
        title: 'Dark mode',
        description: 'Customers ask for it. 🌙',
        labels: ['feature', 'design'],
        comments: [['ada', 'Let us start with the checkout page.']],
      },
    ],
  },
  { path: `${SOURCE_GROUP}/infrastructure`, description: 'Terraform and friends', language: 'py', issues: [] },
];

const SOURCES: Record<SampleProject['language'], [file: string, text: string]> = {
  ts: ['src/index.ts', 'export const greet = (name: string): string => `Hello ${name}`;\n'],
  go: ['main.go', 'package main\n\nfunc main() { println("hello") }\n'],
  py: ['plan.py', 'print("hello")\n'],
};

// The smallest PNG there is: one pixel.
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Groups, projects with real history, issues with comments, and an attachment on the source. */
export async function seedSource({ world }: Simulator): Promise<void> {
  const people = new Map(
    [
      ['ada', 'Ada Lovelace'],
      ['grace', 'Grace Hopper'],
    ].map(([username = '', name = '']): [string, User] => [username, world.createUser({ username, name })]),
  );
  for (const sample of PROJECTS) {
    const project = await createProject(world, sample);
    for (const person of people.values()) project.members.set(person.id, 30);
    for (const { comments, closed, ...content } of sample.issues) {
      const issue = world.createIssue(project, { ...content, by: people.get('ada') ?? world.root });
      for (const [author, body] of comments) world.addNote(issue, { body, by: people.get(author) ?? world.root });
      if (closed) world.updateIssue(issue, { state: 'closed' });
    }
    await attachPicture(world, project);
  }
}

function createProject(world: SeedableWorld, { path, description, language }: SampleProject): Promise<Project> {
  const [file, text] = SOURCES[language];
  const name = path.split('/').at(-1) ?? path;
  return world.createProject({
    path,
    description,
    visibility: 'internal',
    commits: [
      { branch: 'main', message: 'Start the project', files: { 'README.md': `# ${name}\n\n${description}.\n` } },
      { branch: 'main', message: 'Say hello', files: { [file]: text }, tag: 'v1.0.0' },
      { branch: 'develop', message: 'Think about what comes next', files: { 'NOTES.md': 'Ideas\n' } },
    ],
  });
}

async function attachPicture(world: SeedableWorld, project: Project): Promise<void> {
  const [first] = world.issuesOf(project);
  if (!first) return;
  const upload = await world.addUpload(project, { filename: 'screenshot.png', content: PIXEL });
  world.addNote(first, `This is how it looks:\n\n![screenshot](/uploads/${upload.secret}/${upload.filename})`);
}

/** Empty projects of the same names, ready to be mirrored into. */
export async function seedTarget({ world }: Simulator): Promise<void> {
  for (const { path, description } of PROJECTS) {
    await world.createProject({ path: targetOf(path), description, visibility: 'internal' });
  }
}

export const SOURCE_PATHS = PROJECTS.map(({ path }) => path);

export const targetOf = (sourcePath: string): string => sourcePath.replace(SOURCE_GROUP, TARGET_GROUP);
