'use strict';
// Two workers end at the same time only if neither meets the longest files last. On a fresh clone nothing is known of earlier runs.
const { default: Sequencer } = require('@jest/test-sequencer');

const longest = ['test/console/', 'test/chaos/', 'test/queue-loss/', 'test/full-stack/', 'test/moving/', 'test/api/contract', 'test/cli/', 'test/simulation/', 'test/contract/'];

const rank = ({ path }) => {
  const place = longest.findIndex((folder) => path.replaceAll('\\', '/').includes(`/${folder}`));
  return place === -1 ? longest.length : place;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
