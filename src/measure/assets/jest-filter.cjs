'use strict';
const { isSelected } = require('./report-lines.cjs');

/** Jest's --filter: keeps the chosen files among those that the project's own command would run. */
module.exports = async (paths) => {
  const kept = paths.filter(isSelected);
  // Jest 30 reads paths, earlier versions read {test}: a String object is both.
  return { filtered: kept.map((file) => (major() >= 30 ? file : { test: file })) };
};

function major() {
  for (const loaded of Object.keys(require.cache)) {
    const found = /^(.*[\\/]@jest[\\/]core[\\/])build[\\/]/.exec(loaded);
    if (found) return Number.parseInt(require(found[1] + 'package.json').version, 10);
  }
  return 30;
}
