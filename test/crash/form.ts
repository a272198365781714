declare global {
  /** Set by `jest.config.js` beside this file. */
  var crashForm: 'long' | undefined;
}

const isLong = globalThis.crashForm === 'long';

/** How much is tried: in every run of the tests, or on demand (60 kill points, 5 seeds of faults, all ends of mirrors). */
export const FORM = isLong
  ? { killSeeds: [1, 2, 3, 4, 5], kills: 6, faultSeeds: [1, 2, 3, 4, 5], issues: 20, edits: 30, everyEnd: true }
  : { killSeeds: [1], kills: 3, faultSeeds: [1], issues: 14, edits: 20, everyEnd: false };
