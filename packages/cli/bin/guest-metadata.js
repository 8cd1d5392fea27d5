#!/usr/bin/env node
// Started by QEMU for each connection of a guest to its cloud's services; see src/guest/metadata/serve.ts.
const { existsSync } = require('node:fs');
const { Socket } = require('node:net');
const { join } = require('node:path');

const inRepository = existsSync(join(__dirname, '..', 'src'));
if (inRepository) require('../../../tools/source-loader/register');
const { serveConnection } = require(
  inRepository ? '../src/guest/metadata/serve' : '../dist/guest/metadata/serve',
);
serveConnection(process.argv[2], new Socket({ fd: 0, readable: true, writable: true }));
