import { startSimulator, type Simulator } from '..';

describe('the pages', () => {
  let gitlab: Simulator;

  beforeAll(async () => {
    gitlab = await startSimulator({ name: 'pages', tier: 'premium' });
    const { world } = gitlab;
    const project = await world.createProject({
      path: 'team/deep/app',
      commits: [{ branch: 'main', message: 'The first commit', files: { a: 'a' }, tag: 'v1' }],
    });
    const upload = await world.addUpload(project, { filename: 'pic.png', content: 'PNG' });
    const issue = world.createIssue(project, {
      title: 'A <b>bold</b> title',
      description: `<script>alert(1)</script>\n\n**Strong** ![p](/uploads/${upload.secret}/pic.png)\n\n<!-- unseen -->`,
      labels: ['bug'],
    });
    world.addNote(issue, 'A comment');
  });

  afterAll(() => gitlab.stop());

  const page = async (path: string): Promise<string> => (await fetch(`${gitlab.url}${path}`)).text();

  it('lead from the groups to the project, with its branches, commits, labels and issues', async () => {
    expect(await page('/')).toContain('href="/team/deep/app"');
    expect(await page('/groups/team')).toContain('href="/team/deep/app"');
    const project = await page('/team/deep/app');
    for (const text of ['main', 'v1', 'The first commit', 'bug', 'href="/team/deep/app/-/issues/1"'])
      expect(project).toContain(text);
  });

  it('show an issue with its comments and pictures, and let nothing of its text run', async () => {
    const issue = await page('/team/deep/app/-/issues/1');
    expect(issue).toContain('A &lt;b&gt;bold&lt;/b&gt; title');
    expect(issue).toContain('A comment');
    expect(issue).toContain('<strong>Strong</strong>');
    expect(issue).not.toContain('alert(1)</script>');
    expect(issue).not.toContain('unseen');
    const picture = /src="(\/_simulator\/uploads\/[^"]+)"/.exec(issue)?.[1] ?? '';
    expect(await page(picture)).toBe('PNG');
  });

  it('say so when there is nothing', async () => {
    for (const path of ['/nobody', '/team/deep/app/-/issues/99'])
      expect((await fetch(`${gitlab.url}${path}`)).status).toBe(404);
  });
});
