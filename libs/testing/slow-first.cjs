// The order in which Jest takes the files of tests. What lasts a minute comes first, or one worker would still be at it
// when all others are done; and turn by turn, for browsers are greedy. Jest itself knows only how large files are,
// until it has run them once.
const { default: Sequencer } = require('@jest/test-sequencer');

const SLOW = [/\/test\/browser\//, /\/test\/crash\//];

module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isSlow = ({ path }) => SLOW.some((folder) => folder.test(path));
    const queues = SLOW.map((folder) => sorted.filter(({ path }) => folder.test(path)));
    const rest = sorted.filter((test) => !isSlow(test));
    const longest = Math.max(...queues.map(({ length }) => length));
    const first = Array.from({ length: longest }, (_, turn) => [...queues.map((queue) => queue[turn]), rest[turn]]);
    return [...first.flat().filter(Boolean), ...rest.slice(longest)];
  }
};
