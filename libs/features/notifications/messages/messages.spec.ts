import { compose, testMessage, type ToldAlert } from './compose';
import { htmlBody } from './html';
import { mattermostBody } from './mattermost';
import type { Message } from './message';
import { plainText } from './plain-text';
import { slackBody } from './slack';
import { teamsBody } from './teams';
import { webhookBody } from './webhook';

const now = new Date('2026-11-22T04:44:00Z');
const alert = (changes: Partial<ToldAlert> = {}): ToldAlert => ({
  subjectKind: 'mirror',
  subjectId: 12,
  state: 'new',
  name: 'platform/api → copy/api',
  place: 'A to B: Alpha → Beta',
  reason: 'remote: denied',
  path: '/mirrors?mirror=12',
  firingSince: new Date('2026-11-22T04:00:00Z'),
  resolvedAt: null,
  ...changes,
});
const message = (alerts: ToldAlert[], counts: Partial<Message['counts']> = {}): Message =>
  compose({
    event: 'mirror_failed',
    rule: { id: 4, name: 'Failures' },
    alerts,
    counts: { new: 0, still: 0, recovered: 0, ...counts },
    publicUrl: 'https://maestro.example.com/',
    now,
  });
const over = alert({ subjectId: 13, state: 'recovered', name: 'a → b', resolvedAt: new Date('2026-11-22T04:40:00Z') });
const nasty = alert({ name: '<b>*x*</b> [y](z)', reason: 'see <!channel> @all & `rm` glpat-abcdefghijklmnop' });

describe('a message', () => {
  it('says what happened in its title, and what to do only while something is wrong', () => {
    const both = message([alert(), over], { new: 1, recovered: 1 });
    expect(both.title).toBe('1 mirror fails, 1 mirror works again');
    expect(both.advice).toContain('Open the mirror');
    expect(message([over], { recovered: 1 }).advice).toBe('');
    expect(message([], { new: 3, still: 2 }).title).toBe('3 mirrors fail, 2 mirrors still fail');
  });

  it('links to the web app, where its address is known', () => {
    expect(message([alert()], { new: 1 }).items[0]?.url).toBe('https://maestro.example.com/mirrors?mirror=12');
    const lonely = compose({
      event: 'mirror_drift',
      rule: { id: 1, name: 'x' },
      alerts: [alert()],
      counts: { new: 1, still: 0, recovered: 0 },
      publicUrl: null,
      now,
    });
    expect([lonely.url, lonely.items[0]?.url]).toEqual([null, null]);
    expect(plainText(lonely, 'Maestro')).not.toContain('http');
  });

  it('contains no token, and reasons on one short line', () => {
    const [first] = message([alert({ reason: `glpat-abcdefghijklmnop\n\n${'long '.repeat(200)}` })], { new: 1 }).items;
    expect(first?.reason).toMatch(/^\[redacted\] long/);
    expect(first?.reason?.length).toBe(300);
  });

  it('reads well as plain text', () => {
    expect(plainText(message([alert(), over], { new: 3, recovered: 1 }), 'Mirror Maestro')).toBe(
      [
        '3 mirrors fail, 1 mirror works again.',
        '',
        'New:',
        '- platform/api → copy/api (A to B: Alpha → Beta), since 2026-11-22 04:00 UTC',
        '  remote: denied',
        '  https://maestro.example.com/mirrors?mirror=12',
        '- and 2 more',
        '',
        'Over:',
        '- a → b (A to B: Alpha → Beta), from 2026-11-22 04:00 UTC to 2026-11-22 04:40 UTC',
        '  https://maestro.example.com/mirrors?mirror=12',
        '',
        "Open the mirror: it shows GitLab's reason and what helps. Usually it is its token, or diverged branches.",
        '',
        'All of them: https://maestro.example.com/mirrors?status=failed',
        '',
        'Sent by Mirror Maestro, rule “Failures”.',
      ].join('\n'),
    );
  });
});

describe('foreign words in a message stay words', () => {
  const sent = message([nasty], { new: 1 });

  it('for Slack', () => {
    const text = JSON.stringify(slackBody(sent, 'Maestro'));
    expect(text).toContain('see &lt;!channel&gt; @all &amp;');
    expect(text).not.toContain('<!channel>');
  });

  it('for Mattermost', () => {
    const { text } = mattermostBody(sent, 'Maestro');
    expect(text).toContain(String.raw`\<b\>\*x\*\</b\> \[y\]\(z\)`);
    expect(text).not.toContain('@all');
  });

  it('for Teams', () => {
    expect(JSON.stringify(teamsBody(sent, 'Maestro').attachments[0]?.content.body)).toContain(
      JSON.stringify(String.raw`\*x\*</b> \[y\](z)`).slice(1, -1),
    );
  });

  it('for mail', () => {
    expect(htmlBody(sent, 'Maestro')).toContain('&lt;b&gt;*x*&lt;/b&gt;');
  });
});

describe('a message about very many things', () => {
  const many = message(
    Array.from({ length: 100 }, (_, i) => alert({ subjectId: i, name: 'n'.repeat(300), reason: 'r'.repeat(2_000) })),
    { new: 100_000 },
  );

  it('stays within the limits of Slack: 50 blocks, of 3000 characters', () => {
    const { blocks } = slackBody(many, 'Maestro');
    expect(blocks.length).toBeLessThanOrEqual(50);
    const longest = Math.max(...blocks.map((block) => (block.type === 'section' ? block.text.text.length : 0)));
    expect(longest).toBeLessThanOrEqual(3_000);
  });

  it('stays within the 16,383 characters of Mattermost', () => {
    expect(mattermostBody(many, 'Maestro').text.length).toBeLessThanOrEqual(16_383);
  });

  it('stays within the 28 KB of Teams', () => {
    expect(Buffer.byteLength(JSON.stringify(teamsBody(many, 'Maestro')))).toBeLessThanOrEqual(28 * 1024);
  });
});

describe('the body', () => {
  it('of a webhook has what machines want to know', () => {
    const sent = message([alert()], { new: 1 });
    const { event, at, ...data } = sent;
    expect(webhookBody(sent, 'key-1')).toEqual({
      type: event,
      timestamp: at,
      data: { delivery_id: 'key-1', ...data },
    });
  });

  it('for Teams is one adaptive card', () => {
    const [card] = teamsBody(testMessage('Ops', 'https://m.example.com', now), 'Maestro').attachments;
    expect(card).toMatchObject({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        actions: [{ type: 'Action.OpenUrl', url: 'https://m.example.com/notifications' }],
      },
    });
  });
});
