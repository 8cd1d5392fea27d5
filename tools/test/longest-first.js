const { join, relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const long = require('./long-suites.json');

const workspace = join(__dirname, '..', '..');

/** Jest knows how long a suite takes once it has run it; in a fresh clone it goes by the size of files, and the longest are short ones. Quick tests come last: they keep all processors busy to the end. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = long.indexOf(relative(workspace, path));
      if (at !== -1) return at;
      return path.endsWith('.slow.test.ts') ? long.length : long.length + 1;
    };
    return [...super.sort(tests)].sort((one, two) => rank(one) - rank(two));
  }
};
