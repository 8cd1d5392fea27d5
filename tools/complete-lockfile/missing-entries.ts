/** An entry of `packages` in package-lock.json, as far as it matters here. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];
/** Words of a package name that stand for a processor under another name. */
const processorAliases: Readonly<Record<string, string>> = {
  eabi: 'arm',
  gnueabihf: 'arm',
  musleabihf: 'arm',
};

/** What a platform package's own manifest would say, read from its name: `@swc/core-linux-x64-musl`. */
export function getPlatform(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[^a-z0-9]+/);
  const os = systems.filter((system) => words.includes(system));
  const named = words.map((word) => processorAliases[word] ?? word);
  const cpu = processors.filter((processor) => named.includes(processor));
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : [];
  return { ...(os.length > 0 && { os }), ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }) };
}

/** Every place where Node would look for a dependency of the package at `at`. */
function getPlaces(at: string, name: string): readonly string[] {
  const folders = at
    .split('/node_modules/')
    .map((_, depth, all) => all.slice(0, depth + 1).join('/node_modules/'));
  return ['', ...folders.map((folder) => `${folder}/`)].map((folder) => `${folder}node_modules/${name}`);
}

const isExact = (version: string) => /^\d+\.\d+\.\d+/.test(version);

/**
 * The optional dependencies that the lock file lacks although a package in it names them. `npm install` leaves out those
 * that the registry could not answer for, and `npm ci` then refuses the file. They carry no integrity: nobody here can
 * install them.
 */
export function getMissingEntries(lockfile: Lockfile): Readonly<Record<string, LockEntry>> {
  const missing = Object.entries(lockfile.packages).flatMap(([at, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(
        ([name, version]) =>
          isExact(version) && !getPlaces(at, name).some((place) => lockfile.packages[place]),
      )
      .map(([name, version]) => [
        `node_modules/${name}`,
        { version, ...(entry.dev && { dev: true }), optional: true, ...getPlatform(name) },
      ]),
  );
  return Object.fromEntries(missing);
}

/** The lock file with the missing entries, in npm's own order. */
export function completeLockfile<L extends Lockfile>(lockfile: L): L {
  const all = { ...lockfile.packages, ...getMissingEntries(lockfile) };
  const packages = Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b, 'en')));
  return { ...lockfile, packages };
}
