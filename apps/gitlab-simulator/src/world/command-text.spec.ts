import { takeCommands } from './command-text';

describe('which lines of a text GitLab reads as quick actions', () => {
  const table: [title: string, text: string, left: string, commands: string[]][] = [
    ['a command at the start of its line', 'a\n/close\nb', 'a\nb', ['close']],
    ['with its argument', '/label ~bug ~"two words"', '', ['label ~bug ~"two words"']],
    ['in any case', '/CLOSE', '', ['close']],
    ['under its other name', '/spent 1h', '', ['spend 1h']],
    ['after Windows line ends', 'a\r\n/close\r\nb', 'a\nb', ['close']],
    ['not after a lone carriage return, because that vanishes', 'a\r/close', 'a/close', []],
    ['not after U+2028', 'a\u2028/close', 'a\u2028/close', []],
    ['not behind a space', ' /close', ' /close', []],
    ['not in a list', '- /close', '- /close', []],
    ['not in a quote', '> /close', '> /close', []],
    ['not in fenced code', '```\n/close\n```', '```\n/close\n```', []],
    ['but in fenced code that never ends', '```\n/close', '```', ['close']],
    ['and in code that a lone backtick ended', 'a ` b\n```\nc `\n/close\n```', 'a ` b\n```\nc `\n```', ['close']],
    ['not in code after inline code', '`a`\n```\n/close\n```', '`a`\n```\n/close\n```', []],
    ['not in a >>> quote', '>>>\n/close\n>>>', '>>>\n/close\n>>>', []],
    ['not in an HTML block', '<div>\n/close\n</div>', '<div>\n/close\n</div>', []],
    ['not as a part of a word or a path', '/closed\n/close/it', '/closed\n/close/it', []],
    ['not when it is unknown', '/nothing', '/nothing', []],
    ['nor keeps white space at the end of any text', 'a \r\n\n', 'a', []],
    ['substitutes what stands for a text', 'a\n/shrug', 'a\n¯\\_(ツ)_/¯', ['shrug']],
  ];

  it.each(table)('%s', (_title, text, left, commands) => {
    const taken = takeCommands(text);
    expect(taken.text).toBe(left);
    expect(taken.commands.map((command) => `${command.name} ${command.argument}`.trim())).toEqual(commands);
  });
});
