/**
 * Runs the packages from their TypeScript sources on Node 20, without a build step: `@strata/x` leads to the package's
 * source, and `.ts` files go through swc once; a warm start loads neither swc nor V8's parser (see kept-modules.js).
 * Why not @swc-node/register: docs/decisions/0001-run-from-source.md.
 */
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, sep } = require('node:path');
const { compile } = require('./compile');
const { openKeptModules } = require('./kept-modules');

const workspace = join(__dirname, '..', '..');
const isOurs = (file) => file.startsWith(workspace + sep) && !file.includes(`${sep}node_modules${sep}`);

/** The one table of where each package's source begins: the compiler reads the same. */
const { paths } = JSON.parse(readFileSync(join(workspace, 'tsconfig.base.json'), 'utf8')).compilerOptions;

/** Node would ask for many other spellings of `./x` first: a third of the start-up of 250 modules. */
function findSource(request, parent) {
  if (request.startsWith('@strata/')) return paths[request] && join(workspace, paths[request][0]);
  if (!request.startsWith('.') || !parent?.filename || !isOurs(parent.filename)) return undefined;
  const path = join(parent.path, request);
  return [`${path}.ts`, join(path, 'index.ts')].find(existsSync);
}

const resolveByNode = Module._resolveFilename;
Module._resolveFilename = function resolveFromSource(request, parent, ...rest) {
  return findSource(request, parent) ?? resolveByNode.call(this, request, parent, ...rest);
};

/** As Node makes one, of what sources may use. */
function makeRequire(module) {
  const require = (id) => module.require(id);
  require.resolve = (id) => Module._resolveFilename(id, module);
  require.cache = Module._cache;
  require.main = process.mainModule;
  return require;
}

const getFunction = openKeptModules(workspace);

/** Node reads source maps of what it compiles itself, so someone who asks for them waits for the compiler. */
const wantsMaps = [...process.execArgv, process.env.NODE_OPTIONS ?? '']
  .join(' ')
  .includes('--enable-source-maps');

const loadByOthers = Module._extensions['.ts'];
Module._extensions['.ts'] = function loadFromSource(module, filename) {
  if (!isOurs(filename) && loadByOthers) return loadByOthers(module, filename);
  if (wantsMaps)
    return module._compile(compile(readFileSync(filename, 'utf8'), filename, 'inline'), filename);
  const run = getFunction(filename);
  return run.call(module.exports, module.exports, makeRequire(module), module, filename, module.path);
};
