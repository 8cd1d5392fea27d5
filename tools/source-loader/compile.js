const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const options = {
  // Characters beyond ASCII are escaped, so that code is always text of one byte a character: V8 reads that faster.
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022', output: { charset: 'ascii' } },
  module: { type: 'commonjs' },
  swcrc: false,
};

/** Stands for the compiler and its options in the names of what is kept of its work. */
exports.getCompilerId = (workspace) => {
  const swc = readFileSync(join(workspace, 'node_modules', '@swc', 'core', 'package.json'), 'utf8');
  return `${JSON.parse(swc).version} ${JSON.stringify(options)}`;
};

exports.getDigest = (text) => createHash('sha1').update(text).digest('hex');

/** JavaScript of a TypeScript source. With `inline` its source map is part of it. */
exports.compile = (source, filename, sourceMaps = false) =>
  require('@swc/core').transformSync(source, {
    ...options,
    filename,
    sourceFileName: basename(filename),
    sourceMaps,
  }).code;
