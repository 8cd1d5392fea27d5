import { checkDefinition } from '../commands/complete';
import { parseDefinition } from './read-definition';

/** 2026-11-22. */
const now = Date.UTC(2026, 10, 22);

const files = { kind: 'files', files: [{ from: 'files', to: '/opt/app' }] };
const publish = {
  subscription: '00000000-1111-2222-3333-444444444444',
  resourceGroup: 'images',
  gallery: 'company',
  location: 'westeurope',
  storageAccount: 'packages',
  regions: ['westeurope', 'northeurope'],
};
const good = { name: 'app', version: '1.0.0', package: files, publish };

function check(text: string) {
  const source = { file: 'vm-app.json', directory: '/w/app', text, project: 'app' };
  const { value, diagnostics } = parseDefinition(source);
  return diagnostics.length > 0 || !value ? diagnostics : checkDefinition(value, now);
}

/** Indented, so that each setting has a line of its own. */
const toText = (definition: object) => JSON.stringify(definition, undefined, 1);

const long = (length: number) => 'x'.repeat(length);
const change = (changes: object) => ({ ...good, ...changes });
const offer = (changes: object) => change({ publish: { ...publish, ...changes } });
const packed = (changes: object) => change({ package: changes });
const debs = { kind: 'debs', suite: 'bookworm', packages: ['jq'] };
const windows = (changes: object) => change({ os: 'windows', package: changes });

/** What is wrong, the code, words of the detail, and the text of the line that is shown. */
const cases: readonly (readonly [string, object, string, RegExp, string])[] = [
  ['no version', { package: files }, 'CLI060', /"version" is missing/, '{'],
  ['no package', { version: '1.0.0' }, 'CLI060', /"package" is missing/, '{'],
  ['a setting that is none', change({ verison: '1' }), 'CLI060', /"verison" is no setting/, '"verison"'],
  [
    'a try in a machine that restarts in words',
    change({ test: { machine: { restart: 'yes' } } }),
    'CLI060',
    /"test\.machine\.restart" is a text/,
    '"restart"',
  ],
  ['a version of two parts', change({ version: '1.0' }), 'AZU101', /"1\.0".*Major\(int32\)/, '"version"'],
  ['a version with a letter', change({ version: 'v1.0.0' }), 'AZU101', /"v1\.0\.0"/, '"version"'],
  [
    'a version beyond int32',
    change({ version: '1.0.2147483648' }),
    'AZU101',
    /2147483648.*2147483647/,
    '"version"',
  ],
  ['a version with a zero first', change({ version: '1.02.0' }), 'AZU101', /02/, '"version"'],
  ['a version that is a number', change({ version: 1 }), 'CLI060', /"version" is a number/, '"version"'],
  ['a name too long', change({ name: long(118) }), 'AZU100', /118 characters.*117/, '"name"'],
  ['a name with a space', change({ name: 'my app' }), 'AZU100', /"my app"/, '"name"'],
  ['a name with a dot last', change({ name: 'app.' }), 'AZU100', /"app\."/, '"name"'],
  ['a system that is none', change({ os: 'linus' }), 'CLI060', /"linus".*"linux", "windows"/, '"os"'],
  [
    'a command too long',
    change({ commands: { install: long(4097) } }),
    'AZU102',
    /4097 characters.*4096/,
    '"install"',
  ],
  [
    'an empty install command',
    change({ commands: { install: ' ' } }),
    'AZU102',
    /install command is empty/,
    '"install"',
  ],
  [
    'an empty update command',
    change({ commands: { update: '' } }),
    'AZU102',
    /update command is empty/,
    '"update"',
  ],
  [
    'two lines for cmd.exe',
    change({ os: 'windows', package: { kind: 'installer', file: 'a.msi' }, commands: { install: 'a\nb' } }),
    'AZU102',
    /several lines/,
    '"install"',
  ],
  [
    'a package file in a folder',
    change({ packageFile: 'a/b.tar.gz' }),
    'AZU103',
    /leads out/,
    '"packageFile"',
  ],
  [
    'one name for both files',
    change({ packageFile: 'a', configurationFile: 'a' }),
    'AZU103',
    /one would take the place/,
    '"configurationFile"',
  ],
  [
    'no replicas',
    offer({ replicas: 0 }),
    'AZU105',
    /is 0\. The value must be between 1 and 3, inclusive/,
    '"replicas"',
  ],
  ['four replicas', offer({ replicas: 4 }), 'AZU105', /is 4/, '"replicas"'],
  ['half a replica', offer({ replicas: 1.5 }), 'AZU105', /is 1\.5/, '"replicas"'],
  [
    'four replicas in a region',
    offer({ regions: ['westeurope', { name: 'northeurope', replicas: 4 }] }),
    'AZU105',
    /is 4/,
    '"replicas"',
  ],
  [
    'a region twice',
    offer({ regions: ['westeurope', 'West Europe'] }),
    'AZU104',
    /"West Europe".*twice/,
    '"West Europe"',
  ],
  [
    "regions without the gallery's",
    offer({ regions: ['northeurope'] }),
    'AZU104',
    /must contain the source region "westeurope"/,
    '"regions"',
  ],
  ['no regions', offer({ regions: [] }), 'AZU104', /empty/, '"regions"'],
  [
    'a region that is none',
    offer({ regions: ['westeurope', 'west-us'] }),
    'AZU104',
    /"west-us"/,
    '"west-us"',
  ],
  [
    'a kind of storage that is none',
    offer({ regions: ['northeurope', { name: 'westeurope', storageType: 'Standard_GRS' }] }),
    'AZU104',
    /"Standard_GRS".*Standard_LRS/,
    '"storageType"',
  ],
  ['an end of life that is over', offer({ endOfLife: '2026-01-01' }), 'AZU106', /over/, '"endOfLife"'],
  ['a day that there is not', offer({ endOfLife: '2027-02-31' }), 'AZU106', /no day/, '"endOfLife"'],
  ['an end of life in words', offer({ endOfLife: 'next year' }), 'AZU106', /"next year"/, '"endOfLife"'],
  ['no gallery', offer({ gallery: undefined }), 'CLI060', /"gallery" is missing/, '"publish"'],
  [
    'a subscription by name',
    offer({ subscription: 'ours' }),
    'CLI060',
    /"ours".*id of a subscription/,
    '"subscription"',
  ],
  [
    'a storage account in capitals',
    offer({ storageAccount: 'Packages' }),
    'CLI060',
    /"Packages"/,
    '"storageAccount"',
  ],
  ['a container with two hyphens', offer({ container: 'a--b' }), 'CLI060', /"a--b"/, '"container"'],
  ['an order below zero', change({ deployment: { order: -1 } }), 'AZU109', /-1/, '"order"'],
  [
    'an order in words',
    change({ deployment: { order: 'first' } }),
    'CLI060',
    /should be a number/,
    '"order"',
  ],
  ['a package of no kind', packed({ files: [] }), 'CLI060', /"kind" is missing/, '"package"'],
  ['a package of an unknown kind', packed({ kind: 'rpms' }), 'CLI060', /"rpms".*"debs"/, '"kind"'],
  ['no files', packed({ kind: 'files', files: [] }), 'CLI060', /nothing to pack/, '"files"'],
  [
    'a path above the folder',
    packed({ kind: 'files', files: [{ from: '../x', to: '/opt/x' }] }),
    'CLI060',
    /"\.\.\/x"/,
    '"from"',
  ],
  [
    'a path from the root',
    packed({ kind: 'files', files: [{ from: '/etc/x', to: '/opt/x' }] }),
    'CLI060',
    /"\/etc\/x"/,
    '"from"',
  ],
  [
    'a place that is not absolute',
    packed({ kind: 'files', files: [{ from: 'x', to: 'opt/x' }] }),
    'CLI060',
    /absolute/,
    '"to"',
  ],
  [
    'a place of the other system',
    packed({ kind: 'files', files: [{ from: 'x', to: 'C:\\x' }] }),
    'CLI060',
    /no path on Linux/,
    '"to"',
  ],
  [
    'a target without its project',
    packed({ kind: 'files', files: [{ from: 'x', to: '/opt/x', target: 'build' }] }),
    'CLI060',
    /no "project"/,
    '"target"',
  ],
  ['Debian packages on Windows', windows(debs), 'CLI060', /for Linux/, '"package"'],
  ['no Debian packages', packed({ ...debs, packages: [] }), 'CLI060', /nothing to install/, '"packages"'],
  ['a Debian package in capitals', packed({ ...debs, packages: ['Jq'] }), 'CLI060', /"Jq"/, '"Jq"'],
  ['no release', packed({ kind: 'debs', packages: ['jq'] }), 'CLI060', /"suite" is missing/, '"package"'],
  [
    'an archive that is none',
    packed({ kind: 'archive', file: 'a.rar', to: '/opt/a' }),
    'CLI060',
    /"a\.rar"/,
    '"file"',
  ],
  [
    'an archive into a folder of others',
    packed({ kind: 'archive', file: 'a.zip', to: '/usr/bin' }),
    'CLI060',
    /belongs to others/,
    '"to"',
  ],
  [
    'an installer on Linux',
    packed({ kind: 'installer', file: 'a.msi' }),
    'CLI060',
    /installs on Windows/,
    '"package"',
  ],
  [
    'an .exe that would ask',
    windows({ kind: 'installer', file: 'a.exe', uninstall: 'u' }),
    'CLI060',
    /"switches" is missing/,
    '"package"',
  ],
  [
    'an .exe that nobody can remove',
    windows({ kind: 'installer', file: 'a.exe', switches: '/S' }),
    'CLI060',
    /"uninstall" is missing/,
    '"package"',
  ],
];

test.each(cases)('%s is told at its line', (_, definition, code, detail, line) => {
  const text = toText(definition);
  const diagnostics = check(text);
  expect(diagnostics.map((each) => each.code)).toEqual([code]);
  const [told] = diagnostics;
  expect(told?.detail).toMatch(detail);
  expect(told?.subject?.file).toBe('vm-app.json');
  expect(text.split('\n')[(told?.subject?.start.line ?? 0) - 1]).toContain(line);
});

test('these are more than forty', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
});

test('a definition without a fault has none', () => {
  expect(check(toText(good))).toEqual([]);
  expect(check(toText(windows({ kind: 'installer', file: 'a.msi' })))).toEqual([]);
  expect(check(toText(packed(debs)))).toEqual([]);
});

test('all problems are told at once', () => {
  const text = toText({ ...offer({ replicas: 9 }), version: '1', name: 'a b', deployment: { order: -1 } });
  expect(check(text).map(({ code }) => code)).toEqual(['AZU100', 'AZU101', 'AZU109', 'AZU105']);
});

test('a file that is no JSON is told where it breaks', () => {
  expect(check('{ "name": ')[0]?.subject?.start.line).toBe(1);
});

test.each([
  '[]',
  '"x"',
  '{ "name": "a", "name": "b", "version": "1.0.0", "package": { "kind": "debs", "suite": "x", "packages": ["jq"] } }',
])('a file of another form is told: %s', (text) => {
  expect(check(text).map(({ code }) => code)).toEqual(['CLI060']);
});
