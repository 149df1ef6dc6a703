const { readFileSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** Runs the files by name, so that no run differs from another. Those with a parity test, which take longest, come first. */
module.exports = class extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => readFileSync(path, 'utf8').includes('equalsCompose(');
    const long = new Set(tests.filter(isLong));
    const rank = (test) => `${long.has(test) ? 0 : 1}${test.path}`;
    return [...tests].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }
};
