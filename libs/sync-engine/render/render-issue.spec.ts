import { readMarker } from '../markers/marker';
import { DEFAULT_LIMITS } from '../model/context';
import { World } from '../testing/world.fixture';
import type { FakeIssue } from '../testing/fake-gitlab.fixture';
import { sourceView } from '../testing/fake-gitlab.fixture';
import { analyseText } from '../markdown/render-text';
import { originOf, renderIssue, renderNote } from './render-issue';

const WJ = '\u2060';
const blind = {
  issue: () => null,
  isLabel: () => false,
  isMilestone: () => false,
  labelUrl: () => null,
  upload: () => ({ failed: null }),
};

/** Prepared with nothing known of the target. */
const text = (source: string) => ({
  source,
  analysis: analyseText(source, originOf(new World().context)),
  resolver: blind,
});

function render(fields: Partial<FakeIssue>, limits = {}) {
  const world = new World();
  const issue = sourceView(world.source.add({ title: 'one', ...fields }));
  const context = { ...world.context, limits: { ...DEFAULT_LIMITS, ...limits } };
  return renderIssue(issue, world.options, context, text(issue.description)).desired;
}

describe('titles', () => {
  it.each([
    ['plain', 'plain'],
    ['ask @alice about #12', `ask @${WJ}alice about #${WJ}12`],
    ['two\nlines', 'two lines'],
    ['a\0b', 'ab'],
    ['  ', '(no title)'],
    ['x'.repeat(300), `${'x'.repeat(254)}…`],
    ['😀'.repeat(255), '😀'.repeat(255)],
    ['😀'.repeat(256), `${'😀'.repeat(254)}…`],
  ])('%j', (title, expected) => expect(render({ title }).title).toBe(expected));
});

describe('descriptions', () => {
  it('keep the footer out of what the text leaves open', () =>
    expect(render({ description: '```\nx' }).description).toMatch(
      /^```\nx\n```\n\n---\n\n<!-- MIRROR_MAESTRO_FOOTER -->/,
    ));

  it('begin with the footer when they are empty', () =>
    expect(render({}).description).toMatch(
      /^\n\n---\n\n<!-- MIRROR_MAESTRO_FOOTER -->\n\n### 📋 Mirror Information\n\n🔗 /,
    ));

  it('are shortened with a link, footer and all within the limit', () => {
    const { description } = render({ description: '#12 '.repeat(1000) }, { description: 3000 });
    expect(description.length).toBeLessThanOrEqual(3000);
    expect(description).toContain('[Read all of it at the source](https://source.example/group/project/-/issues/1)');
    expect(readMarker(description)).not.toBeNull();
  });

  it('keep as much as fits when what GitLab stores is longer than what was written', () => {
    const { description } = render({ description: '#12 '.repeat(1000) }, { description: 30_000 });
    expect(description.length).toBeGreaterThan(29_800);
    expect(description.length).toBeLessThanOrEqual(30_000);
  });

  it('close what the cut leaves open', () => {
    const { description } = render({ description: `\`\`\`\n${'x'.repeat(9000)}\n\`\`\`` }, { description: 3000 });
    expect(description).toMatch(/x\n```\n\n✂️/);
  });

  it('keep names from being markup or mentions', () =>
    expect(
      render({ milestone: { title: '[x](y) @all' }, assignees: [{ id: 1, username: 'e', name: '<b>`E`' }] })
        .description,
    ).toContain(`🎯 **Milestone**: \\[x\\](y) @${WJ}all\n👤 **Assignees**: &lt;b>\\\`E\\\`\n`));

  it('carry on where an issue comes from when it is a copy itself', () => {
    const world = new World();
    const there = new World();
    Object.assign(there.context, {
      source: { ...world.context.target, seesConfidential: true },
      target: { ...world.context.target, instanceId: 3, baseUrl: 'https://third.example' },
    });
    const issue = sourceView(world.source.add({ title: 'one' }));
    const first = renderIssue(issue, world.options, world.context, text('')).desired.description;
    const second = renderIssue(
      { ...issue, description: first, author: { id: 99, username: 'b', name: 'B' } },
      there.options,
      there.context,
      text(first),
    );
    expect(readMarker(second.desired.description)?.from).toHaveLength(2);
  });
});

it('ends a comment with who wrote it, when and where', () => {
  const world = new World();
  const issue = sourceView(world.source.add({ title: 'one' }));
  const note = world.source.addNote(1, { body: 'hello' });
  expect(renderNote(note, issue, world.context, text('hello')).body).toMatch(
    new RegExp(
      `^hello\n\n---\n\n<!-- MIRROR_MAESTRO_FOOTER -->\n\n💬 \\*\\*Alice Smith\\*\\* · \\[2025-03-01 12:00 UTC\\]\\(https://source\\.example/group/project/-/issues/1#note_${note.id}\\)\n\n<!-- mirror-maestro:1 note [^>]+ -->$`,
    ),
  );
});
