const { existsSync, readFileSync, realpathSync, statSync } = require('node:fs');
const { basename, join, relative } = require('node:path');
const v8 = require('node:v8');
const { Script } = require('node:vm');
const { openBundle } = require('./bundle');
const { compile, getCompilerId, getDigest } = require('./compile');
const { getModule, readPack, writePack } = require('./pack');

/**
 * Gives the functions of modules; they need neither the compiler nor, for what ran before, V8's parser. What is made anew
 * is kept when the process ends: only then is known which functions are used. Most come out of the program's bundle, those
 * that were edited since out of a pack of all modules. Each program (a command, a tool) uses others, so what V8 has made is
 * also kept anew when a program first meets a module.
 */
exports.openKeptModules = (workspace) => {
  // V8 takes its work back only from the same version with the same flags; its tag stands for both.
  const id = getDigest(`4 ${getCompilerId(workspace)} ${v8.cachedDataVersionTag()}`).slice(0, 16);
  const folder = join(workspace, 'node_modules', '.cache', 'strata', 'sources');
  const program = getProgram(workspace);
  const bundle = isWatched() ? noBundle : openBundle(join(folder, `${id}-${program}.bundle`), workspace);
  const single = openPack(join(folder, `${id}.pack`), { workspace, program });
  const alone = new Map();
  process.once('exit', () => {
    bundle.keep(alone);
    single.keep();
  });
  return (filename) => {
    const name = relative(workspace, filename);
    const stamp = getStamp(filename);
    const bundled = bundle.get(name);
    if (bundled?.stamp === stamp) return bundle.take(name);
    if (bundled && bundled.digest === getDigest(readFileSync(filename, 'utf8'))) {
      // Only the stamp is another one: a clone, a checkout there and back.
      bundle.renew(name, stamp);
      return bundle.take(name);
    }
    const { script, ...module } = single.get(name, { filename, stamp });
    alone.set(name, module);
    return script.runInThisContext();
  };
};

/** Whoever looks at the program with a debugger or a profiler is to see each module by itself. */
function isWatched() {
  return [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((flags) =>
    /--(?:inspect|(?:cpu-)?prof)/.test(flags),
  );
}

const noBundle = { get: () => undefined, keep: () => undefined };

/** Modules one by one, each with its script. */
function openPack(path, { workspace, program }) {
  let pack;
  const fresh = new Map();
  const get = (name, { filename, stamp }) => {
    pack ??= readPack(path);
    const kept = getModule(pack, name);
    if (kept?.stamp === stamp) return { ...kept, script: revive(kept, { filename, fresh, name, program }) };
    const source = readFileSync(filename, 'utf8');
    const digest = getDigest(source);
    if (kept?.digest === digest) {
      const script = revive(kept, { filename, fresh, name, program });
      fresh.set(name, { ...kept, ...fresh.get(name), stamp });
      return { stamp, digest, code: kept.code, script };
    }
    const code = Buffer.from(wrap(compile(source, filename)), 'latin1');
    const script = new Script(code.latin1Slice(), { filename });
    const made = { stamp, digest, code, script, programs: [program] };
    fresh.set(name, made);
    return made;
  };
  return { get, keep: () => keep({ workspace, path, fresh }) };
}

/** A module serves hardly more; those that come later use what it has. */
const MAX_PROGRAMS = 12;

/** Stands for what runs: the file, and of a file of ours the command that it was given; others give what is never twice. */
function getProgram(workspace) {
  const [, file, command = ''] = process.argv;
  if (!file || !existsSync(file)) return 'none';
  const path = relative(workspace, realpathSync(file));
  const isOurs = !path.startsWith('..') && !path.includes('node_modules');
  return getDigest(isOurs && /^[a-z-]+$/.test(command) ? `${path} ${command}` : basename(path)).slice(0, 8);
}

/** ctime cannot be set, so a file that was written after the stamp was taken has another one. */
function getStamp(filename) {
  const { size, mtimeMs, ctimeMs, ino } = statSync(filename);
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

function revive({ data, programs, ...module }, { filename, fresh, name, program }) {
  const script = new Script(module.code.latin1Slice(), { filename, cachedData: data });
  const isNew = !programs.includes(program) && programs.length < MAX_PROGRAMS;
  if (script.cachedDataRejected) fresh.set(name, { ...module, script, programs: [program] });
  else if (isNew) fresh.set(name, { ...module, script, programs: [...programs, program] });
  return script;
}

/** The wrapper is on the line of the code, so that line numbers stay. */
function wrap(code) {
  return `(function (exports, require, module, __filename, __dirname) { ${code}\n})`;
}

/** Adds to what the pack has by now; sources that are gone drop out. */
function keep({ workspace, path, fresh }) {
  if (fresh.size === 0) return;
  const pack = readPack(path);
  const modules = new Map();
  for (const name of Object.keys(pack.index)) {
    if (!fresh.has(name) && existsSync(join(workspace, name))) modules.set(name, getModule(pack, name));
  }
  for (const [name, { script, ...module }] of fresh) {
    modules.set(name, script ? { ...module, data: script.createCachedData() } : module);
  }
  writePack(path, modules);
}
