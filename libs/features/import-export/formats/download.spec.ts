import { fileName } from './download';

describe('fileName', () => {
  it.each([
    ['Production to backup', 'Production_to_backup'],
    ['a/b\\c:"d"', 'a_b_c_d'],
    ['../../etc/passwd', 'etc_passwd'],
    ['line\r\nbreak', 'line_break'],
    ['v1.2-final', 'v1.2-final'],
    ['日本', ''],
  ])('of %j is %j', (name, expected) => {
    expect(fileName(name)).toBe(expected);
  });
});
