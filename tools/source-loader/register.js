/**
 * Runs the packages from their TypeScript sources on Node 20, without a build step: `@strata/x` leads to the package's
 * source, and `.ts` files go through swc once and come from a cache afterwards, so that a warm start never loads swc.
 * Why not @swc-node/register: docs/decisions/0001-run-from-source.md.
 */
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, join, sep } = require('node:path');

const workspace = join(__dirname, '..', '..');
const cache = join(workspace, 'node_modules', '.cache', 'strata', 'sources');
const isOurs = (file) => file.startsWith(workspace + sep) && !file.includes(`${sep}node_modules${sep}`);

/** The one table of where each package's source begins: the compiler reads the same. */
const { paths } = JSON.parse(readFileSync(join(workspace, 'tsconfig.base.json'), 'utf8')).compilerOptions;

const compilerOptions = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  swcrc: false,
};
const swc = readFileSync(join(workspace, 'node_modules', '@swc', 'core', 'package.json'), 'utf8');
const compilerId = `${JSON.parse(swc).version} ${JSON.stringify(compilerOptions)}`;

function compile(source, filename) {
  const options = { ...compilerOptions, filename, sourceFileName: basename(filename) };
  return require('@swc/core').transformSync(source, options).code;
}

/** A cache that cannot be written only costs time. The rename keeps a reader in another process from half a file. */
function store(path, code) {
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  } catch {}
}

function getCompiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const name = createHash('sha1')
    .update(`${compilerId}\0${basename(filename)}\0${source}`)
    .digest('hex');
  const path = join(cache, `${name}.js`);
  try {
    return readFileSync(path, 'utf8');
  } catch {
    const code = compile(source, filename);
    store(path, code);
    return code;
  }
}

/** Node would ask for five other spellings of `./x` first: a third of the start-up of 250 modules. */
function findSource(request, parent) {
  if (request.startsWith('@strata/')) return paths[request] && join(workspace, paths[request][0]);
  if (!request.startsWith('.') || !parent?.filename || !isOurs(parent.filename)) return undefined;
  const source = `${join(parent.path, request)}.ts`;
  return existsSync(source) ? source : undefined;
}

const resolveByNode = Module._resolveFilename;
Module._resolveFilename = function resolveFromSource(request, parent, ...rest) {
  return findSource(request, parent) ?? resolveByNode.call(this, request, parent, ...rest);
};

const loadByOthers = Module._extensions['.ts'];
Module._extensions['.ts'] = function loadFromSource(module, filename) {
  if (!isOurs(filename) && loadByOthers) return loadByOthers(module, filename);
  module._compile(getCompiled(filename), filename);
};
