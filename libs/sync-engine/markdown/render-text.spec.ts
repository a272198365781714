import { array, assert, constantFrom, property } from 'fast-check';
import { analyseText, issuesIn, renderText, uploadsIn, type TextResolver } from './render-text';
import { referenceKey } from './references-model';

const origin = { baseUrl: 'https://source.example', projectId: 42, projectPath: 'group/project' };
const SECRET = '0123456789abcdef0123456789abcdef';
const COPY = `/uploads/${'f'.repeat(32)}/x.png`;
const WJ = '\u2060';

const resolver: TextResolver = {
  issue: (reference) => {
    const known: Record<string, string> = { 'group/project#12': 'https://target.example/g/p/-/issues/7' };
    const url = known[referenceKey(reference)] ?? null;
    return url !== null && reference.noteId === 5 ? `${url}#note_50` : url;
  },
  isLabel: (name) => ['bug', 'two words', 'a::b'].includes(name),
  isMilestone: (title) => title === 'v1.0',
  labelUrl: (name) => (name === 'bug' ? 'https://target.example/g/p/-/issues?label_name=bug' : null),
  upload: (ref) =>
    ref.filename === 'bad.png'
      ? { failed: 'too large' }
      : ref.filename === 'off.png'
        ? { failed: null }
        : { url: COPY },
};
const render = (text: string): string => renderText(analyseText(text, origin), origin, resolver).text;

const SOURCE = 'https://source.example/group/project';
const TARGET = 'https://target.example/g/p/-/issues/7';

describe('references', () => {
  it.each([
    ['mirrored issue', 'see #12.', `see [\\#12](${TARGET}).`],
    ['issue that has no copy', 'see #13', `see [\\#13](${SOURCE}/-/issues/13)`],
    ['with a suffix', '#12+ and #12+s', `[\\#12](${TARGET}) and [\\#12](${TARGET})`],
    ['GL-12', 'GL-12', `[GL\\-12](${TARGET})`],
    ['[issue:12]', 'x [issue:12] y', `x [issue:12](${TARGET}) y`],
    [
      '[work_item:other/one/3]',
      '[work_item:other/one/3]',
      '[work_item:other/one/3](https://source.example/other/one/-/issues/3)',
    ],
    ['of another project', 'other/one#3', '[other/one\\#3](https://source.example/other/one/-/issues/3)'],
    ['of this project by path', 'group/project#12', `[group/project\\#12](${TARGET})`],
    ['merge request', '!3', `[\\!3](${SOURCE}/-/merge_requests/3)`],
    ['epic', '&4', '[\\&4](https://source.example/groups/group/-/epics/4)'],
    ['label that is mirrored', '~bug', '[\\~bug](https://target.example/g/p/-/issues?label_name=bug)'],
    ['label in quotes', '~"two words"', `[\\~"two words"](${SOURCE}/-/issues?label_name=two%20words)`],
    ['scoped label', '~a::b', `[\\~a::b](${SOURCE}/-/issues?label_name=a%3A%3Ab)`],
    ['no label', 'in ~5 minutes, ~nonsense', `in ~${WJ}5 minutes, ~${WJ}nonsense`],
    ['milestone', '%v1.0', `[\\%v1.0](${SOURCE}/-/issues?milestone_title=v1.0)`],
    ['no milestone', 'use %s', `use %${WJ}s`],
    ['price, which would be a snippet', 'costs $5', `costs $${WJ}5`],
    ['project in the same group', 'C#12', `C#${WJ}12`],
    ['several at once', '#12,!3', `[\\#12](${TARGET}),[\\!3](${SOURCE}/-/merge_requests/3)`],
    ['followed by a semicolon', '#12; next', `[\\#12](${TARGET}); next`],
    ['escaped on the source', '\\#12', `\\#${WJ}12`],
    ['written with entities', '&#35;12 &num;12', `&#35;${WJ}12 &num;${WJ}12`],
    ['in emphasis', '**#12**', `**[\\#12](${TARGET})**`],
    ['in a list in a quote', '> - a\n>   #12', `> - a\n>   [\\#12](${TARGET})`],
    ['in a table', '|a|\n|-|\n|#12|', `|a|\n|-|\n|[\\#12](${TARGET})|`],
    ['after a backslash', '\\GL-12', `\\${WJ}[GL\\-12](${TARGET})`],
    ['after an exclamation mark', 'wow!#12', `wow!${WJ}[\\#12](${TARGET})`],
    ['link text', '[see #12](https://x.example)', '[see #12](https://x.example)'],
    ['heading', '# 12', '# 12'],
    ['html', '<b>\n#12\n</b>', `<b>\n#${WJ}12\n</b>`],
    ['destination that is a reference', '[x](#12)', `[x](${TARGET})`],
    ['destination that is an anchor', '[x](#top)', '[x](#top)'],
    ['bare URL of a mirrored issue', `${SOURCE}/-/issues/12`, TARGET],
    ['bare URL of a comment', `see ${SOURCE}/-/issues/12#note_5.`, `see ${TARGET}#note_50.`],
    ['URL in angle brackets', `<${SOURCE}/-/issues/12>`, `<${TARGET}>`],
    ['URL of an issue that has no copy', `${SOURCE}/-/issues/13`, `${SOURCE}/-/issues/13`],
    ['link to a mirrored issue', `[x](${SOURCE}/-/issues/12 "t")`, `[x](${TARGET} "t")`],
    ['definition', `[x]\n\n[x]: ${SOURCE}/-/issues/12`, `[x]\n\n[x]: ${TARGET}`],
    ['html link', `<a href="${SOURCE}/-/issues/12">x</a>`, `<a href="${TARGET}">x</a>`],
    ['URL of another host', 'https://x.example/a/b/-/issues/12#12', 'https://x.example/a/b/-/issues/12#12'],
    [
      'host that only begins like the source',
      'https://source.example.evil/group/project/-/issues/12',
      'https://source.example.evil/group/project/-/issues/12',
    ],
  ])('%s', (_, text, expected) => expect(render(text)).toBe(expected));

  it('tells which issues to wait for', () => {
    const { waitingFor } = renderText(analyseText('#12 #13 Group/Project#14', origin), origin, resolver);
    expect(waitingFor).toEqual(['group/project#13', 'group/project#14']);
  });

  it('lists the issues to resolve', () => {
    expect(issuesIn(analyseText(`#1 #1 ${SOURCE}/-/issues/2#note_3 [x](#4)`, origin))).toEqual([
      { projectPath: 'group/project', iid: 1, noteId: null },
      { projectPath: 'group/project', iid: 4, noteId: null },
      { projectPath: 'group/project', iid: 2, noteId: 3 },
    ]);
  });
});

describe('mentions', () => {
  it.each([
    ['user', 'hi @alice!', `hi @${WJ}alice!`],
    ['everyone', '@all', `@${WJ}all`],
    ['group', '@group/sub', `@${WJ}group/sub`],
    ['escaped', '\\@alice', `\\@${WJ}alice`],
    ['entity', '&#64;alice &commat;bob &#x40;carol', `&#64;${WJ}alice &commat;${WJ}bob &#x40;${WJ}carol`],
    ['partly an entity', '@&#97;lice', `@${WJ}&#97;lice`],
    ['after a dot', '.@alice', `.@${WJ}alice`],
    ['in link text', '[@alice](https://x.example)', `[@${WJ}alice](https://x.example)`],
    ['as a destination', '[x](@all)', '[x](https://source.example/all)'],
    ['in an html block', '<div>\n@alice\n</div>', `<div>\n@${WJ}alice\n</div>`],
    ['in what only looks like a URL', 'http://@alice', `http://@${WJ}alice`],
    ['in a URL', 'https://x.example/@alice', 'https://x.example/@alice'],
    ['mail address', 'mail alice@example.com', 'mail alice@example.com'],
    ['right after a reference', '#12@alice', `[\\#12](${TARGET})@${WJ}alice`],
    ['commit of a project', 'group/other@9ba12248', `group/other@${WJ}9ba12248`],
    ['in an image file name', `![a](/uploads/${SECRET}/a@2x.png)`, `![a](${COPY})`],
  ])('%s', (_, text, expected) => expect(render(text)).toBe(expected));
});

describe('code stays as it is', () => {
  it.each([
    ['inline', '`@alice #12 !3 ~bug`'],
    ['fence', '```\n@alice #12\n/close\n```'],
    ['tilde fence', '~~~ruby\n@alice #12\n~~~'],
    ['indented', 'a\n\n    @alice #12\n'],
    ['in a list', '- a\n\n  ```\n  #12\n  ```'],
    ['html pre', '<pre>\n@alice #12\n</pre>'],
    ['html code', 'a <code>@alice #12</code> b'],
    ['upload in code', `\`![a](/uploads/${SECRET}/x.png)\``],
    ['path in code', '~~~\n/usr/bin/env\n~~~'],
  ])('%s', (_, text) => expect(render(text)).toBe(text));
});

describe('uploads', () => {
  it.each([
    ['image', `![a](/uploads/${SECRET}/x.png)`, `![a](${COPY})`],
    ['image with size', `![a](/uploads/${SECRET}/x.png){width=10 height=20}`, `![a](${COPY}){width=10 height=20}`],
    ['link with title', `[a](/uploads/${SECRET}/x.pdf "t")`, `[a](${COPY} "t")`],
    ['with project id', `![a](/-/project/42/uploads/${SECRET}/x.png)`, `![a](${COPY})`],
    ['absolute', `![a](https://source.example/-/project/42/uploads/${SECRET}/x.png)`, `![a](${COPY})`],
    ['older absolute', `${SOURCE}/uploads/${SECRET}/x.png`, COPY],
    ['older relative', `![a](/group/project/uploads/${SECRET}/x.png)`, `![a](${COPY})`],
    ['html img', `<img src="/uploads/${SECRET}/x.png" width="5">`, `<img src="${COPY}" width="5">`],
    ['html img without quotes', `<img src=/uploads/${SECRET}/x.png>`, `<img src=${COPY}>`],
    ['reference style', `![a][1]\n\n[1]: /uploads/${SECRET}/x.png "t"`, `![a][1]\n\n[1]: ${COPY} "t"`],
    ['image in a link', `[![a](/uploads/${SECRET}/x.png)](/uploads/${SECRET}/y.png)`, `[![a](${COPY})](${COPY})`],
    ['with a query', `[a](/uploads/${SECRET}/x.pdf?inline=false)`, `[a](${COPY}?inline=false)`],
    ['with a fragment', `[a](${SOURCE}/uploads/${SECRET}/x.pdf#page=2 "t")`, `[a](${COPY}#page=2 "t")`],
    ['spaces in the name', `![a](</uploads/${SECRET}/x y.png>)`, `![a](<${COPY}>)`],
    ['parentheses in the name', `![a](/uploads/${SECRET}/x(1).png)`, `![a](${COPY})`],
    ['spaces that are not escaped', `![a](/uploads/${SECRET}/x y.png)`, `![a](${COPY})`],
    ['spaces and a title', `- [a *b*](${SOURCE}/uploads/${SECRET}/x y_z_.png "t")`, `- [a *b*](${COPY} "t")`],
    ['spaces in code', `\`[a](/uploads/${SECRET}/x y.png)\``, `\`[a](/uploads/${SECRET}/x y.png)\``],
    [
      'spaces in one that failed',
      `![a](/uploads/0${SECRET.slice(1)}/x y.png) ![b](/uploads/${SECRET}/bad.png)`,
      `![a](${COPY}) [b](${SOURCE}/uploads/${SECRET}/bad.png) *(attachment not copied: too large)*`,
    ],
    [
      'code in the text of one that failed',
      `[\`a\`](/uploads/${SECRET}/bad.png)`,
      `[\`a\`](${SOURCE}/uploads/${SECRET}/bad.png) *(attachment not copied: too large)*`,
    ],
    ['web link', '![a](https://x.example/uploads/x.png)', '![a](https://x.example/uploads/x.png)'],
    [
      'failed',
      `![a](/uploads/${SECRET}/bad.png){width=1}`,
      `[a](${SOURCE}/uploads/${SECRET}/bad.png) *(attachment not copied: too large)*`,
    ],
    ['switched off', `[a](/uploads/${SECRET}/off.png)`, `[a](${SOURCE}/uploads/${SECRET}/off.png)`],
  ])('%s', (_, text, expected) => expect(render(text)).toBe(expected));

  it.each(['a_b&c.txt', 'a\\_b&amp;c.txt', 'a%5Fb%26c.txt', 'a_b&c.txt?inline=false'])(
    'knows the name of %s',
    (written) => {
      expect(uploadsIn(analyseText(`[x](/uploads/${SECRET}/${written})`, origin))).toEqual([
        { scope: { kind: 'project', project: 42 }, secret: SECRET, filename: 'a_b&c.txt' },
      ]);
    },
  );

  it('writes spaces in the name of a copy so that they are part of the link', () => {
    const stored = { ...resolver, upload: () => ({ url: `/uploads/${SECRET}/x y.png` }) };
    const { text } = renderText(analyseText(`![a](/uploads/${SECRET}/x%20y.png)`, origin), origin, stored);
    expect(text).toBe(`![a](/uploads/${SECRET}/x%20y.png)`);
  });

  it('finds links to them in a text that is too long to be parsed', () => {
    const filler = 'some words\n'.repeat(20_000);
    const links = `![a](/uploads/${SECRET}/x.png "t"){width=1} [b](</uploads/${SECRET}/x (1).pdf>)\n[r]: /uploads/${SECRET}/x.png\n`;
    const code = `\`\`\`\n[a](/uploads/${SECRET}/x.png)\n\`\`\`\n`;
    expect(render(filler + links + code)).toBe(
      `${filler}![a](${COPY} "t"){width=1} [b](<${COPY}>)\n[r]: ${COPY}\n${code}`,
    );
  });

  it('lists each file once, with where it is', () => {
    const text = `![a](/uploads/${SECRET}/x%20y.png) ![a](/uploads/${SECRET}/x%20y.png) [b](/groups/g/s/-/uploads/${SECRET}/z.txt)`;
    expect(uploadsIn(analyseText(text, origin))).toEqual([
      { scope: { kind: 'project', project: 42 }, secret: SECRET, filename: 'x y.png' },
      { scope: { kind: 'group', group: 'g/s' }, secret: SECRET, filename: 'z.txt' },
    ]);
  });
});

describe('quick actions', () => {
  it.each([
    ['first line', '/close', `${WJ}/close`],
    ['later line', 'a\n/close\nb', `a\n${WJ}/close\nb`],
    ['after CR', 'a\r/close', `a\n${WJ}/close`],
    ['after CRLF', 'a\r\n/close', `a\n${WJ}/close`],
    [
      'after line separators',
      'a\u2028/close\u2029/close\u0085/close',
      `a\u2028${WJ}/close\u2029${WJ}/close\u0085${WJ}/close`,
    ],
    ['indented', '  /close', `  ${WJ}/close`],
    ['after odd spaces', '\u00a0\u200b/close', `\u00a0\u200b${WJ}/close`],
    ['in a list', '- /close\n- [ ] /close\n1. /close', `- ${WJ}/close\n- [ ] ${WJ}/close\n1. ${WJ}/close`],
    ['in a quote', '> /close', `> ${WJ}/close`],
    ['in a comment', '<!-- /close -->\n<!--\n/close\n-->', `<!-- ${WJ}/close -->\n<!--\n${WJ}/close\n-->`],
    ['escaped', '\\/close', `${WJ}\\/close`],
    ['entity', '&#47;close', `${WJ}&#47;close`],
    ['unknown command', '/whatever', `${WJ}/whatever`],
    ['not at the start', 'and/or /close', 'and/or /close'],
    ['division', '/ 2', '/ 2'],
    ['NUL before it', '\0/close', `${WJ}/close`],
    ['proper fence', '```\n/close\n```', '```\n/close\n```'],
    ['tilde fence', '~~~\n/close now\n~~~', `~~~\n${WJ}/close now\n~~~`],
    ['fence left open', '```\n/close', `\`\`\`\n${WJ}/close\n\`\`\``],
    [
      'fence that the scanner pairs otherwise',
      '~~~\n```\n~~~\n\n```\n/close\n```',
      `~~~\n\`\`\`\n~~~\n\n\`\`\`\n${WJ}/close\n\`\`\``,
    ],
    [
      'fence that a lone backtick pairs with',
      'a ` b\n\n```\nc `\n/close\n```',
      `a \` b\n\n\`\`\`\nc \`\n${WJ}/close\n\`\`\``,
    ],
    [
      'fence that only we see behind a line separator',
      '~~~\n\u2028```\n/close\n```\n~~~',
      `~~~\n\u2028\`\`\`\n${WJ}/close\n\`\`\`\n~~~`,
    ],
    ['fence after inline code', '`a`\n\n```\n/close\n```', '`a`\n\n```\n/close\n```'],
  ])('%s', (_, text, expected) => expect(render(text)).toBe(expected));
});

describe('what is left open', () => {
  it.each([
    ['fence', '```js\nx', '```js\nx\n```'],
    ['long fence', '~~~~\nx', '~~~~\nx\n~~~~'],
    ['closed fence', '```\nx\n```', '```\nx\n```'],
    ['comment', '<!-- x', '<!-- x\n-->'],
    ['pre', '<pre>\nx', '<pre>\nx\n</pre>'],
    ['details', '<details>\n\nx', '<details>\n\nx\n\n</details>'],
    ['front matter', '---\na: b', '***\na: b'],
    ['front matter after blank lines', '\n \n---\na: b', '\n \n***\na: b'],
    ['front matter after its encoding', '# coding: utf-8\n---\na: b', '# coding: utf-8\n***\na: b'],
    ['front matter with a language', '--- yaml\na: b', `${WJ}--- yaml\na: b`],
    ['a rule between texts', 'a\n\n---\nb', 'a\n\n---\nb'],
  ])('%s', (_, text, expected) => expect(render(text)).toBe(expected));
});

describe('characters', () => {
  it.each([
    ['NUL', 'a\0b', 'ab'],
    ['lone surrogates', 'a\ud83db\udca9c', 'abc'],
    ['byte order mark', `\ufeff#12 ![a](/uploads/${SECRET}/x.png)`, `[\\#12](${TARGET}) ![a](${COPY})`],
    ['emoji', '👩‍👩‍👧 ok', '👩‍👩‍👧 ok'],
    ['right to left', 'שלום #12', `שלום [\\#12](${TARGET})`],
    ['empty', '', ''],
  ])('%s', (_, text, expected) => expect(render(text)).toBe(expected));
});

describe('a text that was made to take long', () => {
  it.each([
    ['lines about the encoding', 'coding:'.repeat(40_000)],
    ['links that do not end', `[a](/uploads/${SECRET}/x ${'  '.repeat(20_000)}`.repeat(4)],
    ['links within links', `[a](/uploads/${SECRET}/`.repeat(1000)],
    ['tags before a command in code', `${'<a>\n'.repeat(120_000)}\`\`\`\n/close\n\`\`\``],
    ['files within files', `<a title='"' href="/a${`/uploads/${SECRET}/`.repeat(20_000)}'">`],
  ])('does not: %s', (_, text) => {
    const begun = process.cpuUsage();
    render(`${text}\n@alice`);
    expect(process.cpuUsage(begun).user).toBeLessThan(6_000_000);
  });
});

describe('any text', () => {
  const pieces = constantFrom(
    ...[
      'a',
      '12',
      '@',
      '#',
      '!',
      '&',
      '~',
      '%',
      '$',
      '/',
      '\\',
      '"',
      '.',
      ' ',
      '\n',
      '- ',
      '> ',
      'http://',
      'GL-',
      'close',
    ],
    ...['\u2028', '\u00a0', 'é', ':', '+', '1.', '[x]', '(', ')', '`', '<b>', '&#64;', '*', '_', '|'],
  );
  const texts = array(pieces, { maxLength: 25 }).map((parts) => parts.join(''));

  it('is only left unparsed when there is nothing to find in it', () => {
    // The bracket makes the parser run, and stands alone.
    const same = property(
      texts.filter((text) => !/[`<]/.test(text)),
      (text) => render(`${text}\n\n\n[`) === `${render(text)}\n\n\n[`,
    );
    expect(() => assert(same, { numRuns: 3000, seed: 4 })).not.toThrow();
  });

  it('mentions nobody and does nothing, outside code', () => {
    const harmless = property(
      // A definition shows nothing, and a name in a URL is no mention.
      texts.filter((text) => !/[`<[]|http:\S*@/.test(text)),
      (text) => {
        const rendered = render(text).replaceAll(/^(?: {4}|\t).*/gm, '');
        return !/(?:^|\n)[ \t]*\/close/.test(rendered) && !/(?<!\w)@(?=[a-z0-9])/.test(rendered);
      },
    );
    expect(() => assert(harmless, { numRuns: 3000, seed: 4 })).not.toThrow();
  });
});
