import { table } from './table';

describe('table', () => {
  it('aligns its columns', () => {
    expect(
      table(
        ['KIND', 'NAME'],
        [
          ['mirror', 'a → b'],
          ['pair', ''],
        ],
      ),
    ).toBe('KIND    NAME\nmirror  a → b\npair\n');
  });

  it('keeps a row on one line, whatever GitLab says', () => {
    const error = '13:push: exit status 1\r\nremote: \u001b[31mdenied\u001b[0m\n\tfatal: no\n';
    expect(table(['ID', 'ERROR'], [['1', error]])).toBe(
      'ID  ERROR\n1   13:push: exit status 1 remote: [31mdenied [0m fatal: no\n',
    );
  });

  it('counts characters', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['🦊', 'x'],
          ['ab', 'y'],
        ],
      ),
    ).toBe('A   B\n🦊   x\nab  y\n');
  });
});
