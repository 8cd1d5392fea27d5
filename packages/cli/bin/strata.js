#!/usr/bin/env node
// In the repository the sources run as they are; an installed package has only `dist`.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const inRepository = existsSync(join(__dirname, '..', 'src'));
if (inRepository) require('../../../tools/source-loader/register');
// Keeps what V8 made of the installed files; Node 20 cannot yet.
else require('node:module').enableCompileCache?.();
require(inRepository ? '../src/main' : '../dist/main');
