const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const v8 = require('node:v8');
const { Script } = require('node:vm');

/*
 * All modules of one program as one script: V8 takes its work on that back at once, where a script for each of six
 * hundred modules takes 0.08 s more. A list of functions, each on lines of its own.
 *
 * The file: four bytes with the length of a head, the head (JSON), the source and what V8 made of it.
 */

/** So many modules are worth a bundle, or a new one; fewer that it lacks are loaded one by one. */
const WORTH_IT = 24;

/**
 * V8 throws away what it made of a function that rests while garbage is collected a few times, such as all that ran at the
 * start: what is kept at the end would lack that, and each start make it again, 0.07 s of a build. Only a run that keeps
 * V8's work forbids that: under other flags Node's own modules would be compiled anew too.
 */
const holdWork = () => v8.setFlagsFromString('--no-flush-bytecode');
/** V8 takes its work back under the flags that it was kept under. */
const releaseWork = () => v8.setFlagsFromString('--flush-bytecode');

/**
 * Opens the bundle of a program. It is written when a run ends that had too many modules to load one by one; what V8 made
 * of it, when the next ends, because only then is known which functions are used; and, due, in the run after one that
 * used others.
 */
exports.openBundle = (path, workspace) => {
  const bundle = readBundle(path);
  const byName = new Map(bundle.modules.map((module, at) => [module.name, { module, at }]));
  const taken = new Set();
  let script;
  let functions;
  let isRenewed = false;
  let isMaking = false;
  const start = () => {
    const { source, data } = bundle;
    script = new Script(source.latin1Slice(), {
      filename: path,
      ...(data.length > 0 && { cachedData: data }),
    });
    isMaking = bundle.isDue || data.length === 0;
    if (isMaking) holdWork();
    functions = script.runInThisContext();
    nameSources(path, workspace, bundle.modules);
  };
  return {
    /** Stamp and digest of a module that it has. */
    get: (name) => byName.get(name)?.module,
    /** The function of a module. */
    take: (name) => {
      if (script === undefined) start();
      const { module, at } = byName.get(name);
      taken.add(module);
      return functions[at];
    },
    /** The source is the same under another stamp. */
    renew: (name, stamp) => {
      byName.get(name).module.stamp = stamp;
      isRenewed = true;
    },
    /** @param alone what was loaded one by one: stamp, digest and code, by name */
    keep: (alone) => {
      if (alone.size >= WORTH_IT) return writeBundle(path, gather(bundle, alone, workspace));
      if (isMaking) {
        for (const module of taken) module.isKnown = true;
        releaseWork();
        return writeBundle(path, { ...bundle, isDue: false, data: script.createCachedData() });
      }
      const strangers = [...taken].filter(({ isKnown }) => !isKnown).length;
      const isDue = script?.cachedDataRejected === true || strangers >= WORTH_IT;
      if (isDue || isRenewed) writeBundle(path, { ...bundle, isDue: bundle.isDue || isDue });
    },
  };
};

const nothing = { modules: [], isDue: false, source: Buffer.alloc(0), data: Buffer.alloc(0) };

/** Nothing when there is none, or not a whole one. */
function readBundle(path) {
  try {
    const bytes = readFileSync(path);
    const start = 4 + bytes.readUInt32LE(0);
    const { modules, isDue, length } = JSON.parse(bytes.toString('utf8', 4, start));
    return {
      modules,
      isDue,
      source: bytes.subarray(start, start + length),
      data: bytes.subarray(start + length),
    };
  } catch {
    return nothing;
  }
}

/** What it has and what it lacked; sources that are gone drop out. */
function gather({ modules, source }, alone, workspace) {
  const kept = modules
    .filter(({ name }) => !alone.has(name) && existsSync(join(workspace, name)))
    .map((module) => ({ ...module, code: source.subarray(module.at, module.at + module.length) }));
  const added = [...alone].map(([name, module]) => ({ name, ...module }));
  const gathered = [];
  const pieces = [Buffer.from('[\n')];
  let at = pieces[0].length;
  let line = 2;
  for (const { name, stamp, digest, code } of [...kept, ...added]) {
    gathered.push({ name, stamp, digest, at, length: code.length, line, isKnown: false });
    const end = Buffer.from(',\n');
    pieces.push(code, end);
    at += code.length + end.length;
    line += countLines(code) + 1;
  }
  pieces.push(Buffer.from(']'));
  return { modules: gathered, isDue: false, source: Buffer.concat(pieces), data: Buffer.alloc(0) };
}

function countLines(code) {
  let lines = 0;
  for (let at = code.indexOf(10); at !== -1; at = code.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** A bundle that cannot be written only costs time; the rename keeps a reader in another process from half a file. */
function writeBundle(path, { modules, isDue, source, data }) {
  const head = Buffer.from(JSON.stringify({ modules, isDue, length: source.length }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, Buffer.concat([length, head, source, data]));
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}

/** V8 knows one file only; whoever reads a trace is to see the sources and their lines. */
function nameSources(path, workspace, modules) {
  const locate = (line) => {
    const { name, line: first } = modules.findLast((module) => module.line <= line);
    return `${join(workspace, name)}:${line - first + 1}`;
  };
  Error.prepareStackTrace = (error, sites) => {
    const trace = [Error.prototype.toString.call(error), ...sites.map((site) => `    at ${site}`)].join('\n');
    const [first, ...others] = trace.split(`${path}:`);
    return [first, ...others.map((rest) => rest.replace(/^\d+/, (line) => locate(Number(line))))].join('');
  };
}
