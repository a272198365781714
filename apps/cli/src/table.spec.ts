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
