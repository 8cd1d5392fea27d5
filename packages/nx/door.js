const { existsSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Opens a module of this package. In the repository the sources run as they are, through a loader with a cache; an
 * installed package has only `dist`. The doors are JavaScript because Nx starts its own, slower transpiler as soon as it
 * is shown a TypeScript file: docs/decisions/0001-run-from-source.md.
 */
module.exports = function open(path) {
  if (!existsSync(join(__dirname, 'src'))) return require(`./dist/${path}`);
  require('../../tools/source-loader/register');
  return require(`./src/${path}`);
};
