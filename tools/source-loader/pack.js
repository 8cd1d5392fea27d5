const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

/*
 * One file holds the compiled modules of all commands: four bytes with the length of an index, the index (JSON, by
 * path in the workspace) and the bytes it points into. Of each module it has the JavaScript, what V8 made of it and for which programs.
 */

/** What a pack holds; nothing when it is not there or not whole. */
exports.readPack = (path) => {
  try {
    const bytes = readFileSync(path);
    const start = 4 + bytes.readUInt32LE(0);
    return { index: JSON.parse(bytes.toString('utf8', 4, start)), bytes: bytes.subarray(start) };
  } catch {
    return { index: {}, bytes: Buffer.alloc(0) };
  }
};

/** One module out of a pack. */
exports.getModule = ({ index, bytes }, name) => {
  const entry = index[name];
  if (!entry) return undefined;
  const { stamp, digest, programs, at, code, data } = entry;
  return {
    stamp,
    digest,
    programs,
    code: bytes.subarray(at, at + code),
    data: bytes.subarray(at + code, at + code + data),
  };
};

/**
 * Writes modules by name. A pack that cannot be written only costs time; the rename keeps a reader in another process
 * from half a file, and of two writers at once the later wins: what is missing then is added by the next process.
 */
exports.writePack = (path, modules) => {
  const index = {};
  const pieces = [];
  let at = 0;
  for (const [name, { stamp, digest, programs, code, data }] of modules) {
    index[name] = { stamp, digest, programs, at, code: code.length, data: data.length };
    pieces.push(code, data);
    at += code.length + data.length;
  }
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, Buffer.concat([length, head, ...pieces]));
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
};
