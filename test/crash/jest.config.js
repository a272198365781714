const base = require('../../jest.config.js');

/** The long form: `npm run test:crash`. The suite itself runs the short form. */
module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/crash'],
  globals: { crashForm: 'long' },
};
