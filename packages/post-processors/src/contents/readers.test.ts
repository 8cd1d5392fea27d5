import { createTestFiles } from '../testing/image-files';
import { apkReader } from './apk/reader';
import { dpkgReader } from './dpkg/reader';
import { npmReader } from './npm/reader';
import type { PackageReader } from './package';
import { pipReader } from './pip/reader';
import { rpmReader } from './rpm/reader';

function read(reader: PackageReader, files: Readonly<Record<string, string | Buffer>>) {
  const { value, diagnostics } = reader.read(createTestFiles(files, reader.wants));
  return { ...value, problems: diagnostics.map(({ code, detail }) => `${code} ${detail}`) };
}

describe('dpkg', () => {
  const status = `Package: libc6
Status: install ok installed
Maintainer: GNU Libc Maintainers <debian-glibc@lists.example>
Architecture: amd64
Source: glibc (2.36-9)
Version: 2.36-9+b1
Depends: libgcc-s1, libcrypt1 (>= 1:4.4.10-10~) | libcrypt2, libx:any
Pre-Depends: base
Provides: libc
Description: GNU C Library: Shared libraries
 A long text
 .
 Version: of nothing
Homepage: https://www.gnu.example/libc

Package: gone
Status: deinstall ok config-files
Version: 1

Package: half
Status: install ok half-configured
Version: 1:2-3
`;

  test('installed packages have their source, needs and names; of removed ones nothing is left', () => {
    const { packages } = read(dpkgReader, { 'var/lib/dpkg/status': status });
    expect(packages).toEqual([
      {
        ecosystem: 'deb',
        name: 'libc6',
        version: '2.36-9+b1',
        architecture: 'amd64',
        source: { name: 'glibc', version: '2.36-9' },
        licenses: [],
        summary: 'GNU C Library: Shared libraries',
        homepage: 'https://www.gnu.example/libc',
        supplier: 'GNU Libc Maintainers <debian-glibc@lists.example>',
        location: 'var/lib/dpkg/status',
        needs: [['base'], ['libgcc-s1'], ['libcrypt1', 'libcrypt2'], ['libx']],
        provides: ['libc'],
      },
      expect.objectContaining({ name: 'half', source: { name: 'half', version: '1:2-3' } }),
    ]);
  });

  test('images without dpkg have a file for each package', () => {
    const { packages } = read(dpkgReader, {
      'var/lib/dpkg/status.d/tzdata': 'Package: tzdata\nVersion: 2024a-0\nArchitecture: all\n',
      'var/lib/dpkg/status.d/tzdata.md5sums': `${'0'.repeat(32)}  usr/share/zoneinfo/UTC\n`,
    });
    expect(packages.map(({ name, location }) => [name, location])).toEqual([
      ['tzdata', 'var/lib/dpkg/status.d/tzdata'],
    ]);
  });

  test('what a package came with is known by its sums', () => {
    const { owns } = read(dpkgReader, {
      'var/lib/dpkg/info/a.md5sums': `${'a'.repeat(32)}  usr/lib/x y\n`,
    });
    expect([owns?.('usr/lib/x y'), owns?.('usr/lib/x')]).toEqual([true, false]);
  });

  test('licences come from copyright files that programs can read, in the names of SPDX', () => {
    const copyright = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
License: GPL-2+ and Expat

Files: debian/*
License: Zebra-1
 Text

License: LGPL-2.1+
 Only the text of one that nothing has.
`;
    const files = { 'var/lib/dpkg/status': 'Package: a\nVersion: 1\n\nPackage: b\nVersion: 1\n' };
    const { packages } = read(dpkgReader, {
      ...files,
      'usr/share/doc/a/copyright': copyright,
      'usr/share/doc/b/copyright': 'It is free.\n\nLicense: maybe\n',
    });
    expect(packages.map(({ licenses }) => licenses)).toEqual([['GPL-2.0-or-later AND MIT', 'Zebra-1'], []]);
  });
});

test('apk: packages, what they need and provide, and their files', () => {
  const installed = `C:Q1abc=
P:musl
V:1.2.4-r2
A:x86_64
T:the musl c library
L:MIT
o:musl-src
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl.so.1

P:busybox
V:1.36.1-r5
L:GPL-2.0-only
D:so:libc.musl-x86_64.so.1 musl>=1.2 !uclibc
`;
  const { packages, owns } = read(apkReader, { 'lib/apk/db/installed': installed });
  expect(
    packages.map(({ name, version, source, licenses, needs, provides }) => ({
      name,
      version,
      source,
      licenses,
      needs,
      provides,
    })),
  ).toEqual([
    {
      name: 'musl',
      version: '1.2.4-r2',
      source: { name: 'musl-src', version: '1.2.4-r2' },
      licenses: ['MIT'],
      needs: [],
      provides: ['so:libc.musl-x86_64.so.1'],
    },
    {
      name: 'busybox',
      version: '1.36.1-r5',
      source: { name: 'busybox', version: '1.36.1-r5' },
      licenses: ['GPL-2.0-only'],
      needs: [['so:libc.musl-x86_64.so.1'], ['musl']],
      provides: [],
    },
  ]);
  expect(owns?.('lib/ld-musl.so.1')).toBe(true);
});

test('npm: packages below any node_modules, with the digest that npm noted', () => {
  const digest = Buffer.from('abc');
  const { packages } = read(npmReader, {
    'srv/app/package.json': '{"name":"app","version":"1.0.0"}',
    'srv/app/node_modules/@x/y/package.json':
      '{"name":"@x/y","version":"2.0.0","license":"(MIT OR Apache-2.0)","dependencies":{"z":"^1"}}',
    'srv/app/node_modules/z/package.json': '{"name":"z","version":"1.0.0","licenses":[{"type":"BSD"}]}',
    'srv/app/node_modules/z/lib/package.json': '{"type":"module"}',
    'srv/app/node_modules/broken/package.json': '{',
    'srv/app/node_modules/.package-lock.json': JSON.stringify({
      packages: { 'node_modules/z': { integrity: `sha512-${digest.toString('base64')}` } },
    }),
  });
  expect(packages.map(({ name, version, licenses, digest: of }) => [name, version, licenses, of])).toEqual([
    ['@x/y', '2.0.0', ['(MIT OR Apache-2.0)'], undefined],
    ['z', '1.0.0', ['BSD'], { algorithm: 'SHA-512', hex: '616263' }],
  ]);
  expect(packages[0]?.needs[0]).toContain('srv/app/node_modules/z/package.json');
});

test('pip: wheels and eggs, without what only extras need', () => {
  const { packages } = read(pipReader, {
    'usr/lib/python3.11/site-packages/Flask_Login-1.2.dist-info/METADATA':
      'Metadata-Version: 2.1\nName: Flask_Login\nVersion: 1.2\nLicense: MIT License\nRequires-Dist: Foo.Bar>=1\nRequires-Dist: pytest; extra == "test"\n\nName: not this\n',
    'usr/lib/python3/dist-packages/old.egg-info': 'Name: old\nVersion: 1\nLicense: UNKNOWN\n',
    'usr/lib/python3/dist-packages/dir.egg-info/PKG-INFO':
      'Name: dir\nVersion: 2\nClassifier: License :: OSI Approved :: Apache Software License\n',
  });
  expect(packages.map(({ name, version, licenses, needs }) => [name, version, licenses, needs])).toEqual([
    ['Flask_Login', '1.2', ['MIT'], [['foo-bar']]],
    ['dir', '2', ['Apache-2.0'], []],
    ['old', '1', [], []],
  ]);
});

describe('rpm', () => {
  test.each(['var/lib/rpm/Packages', 'usr/lib/sysimage/rpm/Packages.db'])(
    '%s is of an old form and refused',
    (path) => {
      expect(read(rpmReader, { [path]: 'x' }).problems).toEqual([
        expect.stringMatching(`^PPR030 ${path} is rpm`),
      ]);
    },
  );

  test('a damaged data base and changes beside it are told', () => {
    const { problems } = read(rpmReader, {
      'var/lib/rpm/rpmdb.sqlite': 'no data base',
      'var/lib/rpm/rpmdb.sqlite-wal': 'changes',
    });
    expect(problems).toEqual([
      expect.stringContaining('rpmdb.sqlite-wal holds changes'),
      'PPR030 var/lib/rpm/rpmdb.sqlite cannot be read: it is no data base of SQLite.',
    ]);
  });

  test('an empty write-ahead log is nothing', () => {
    expect(read(rpmReader, { 'var/lib/rpm/rpmdb.sqlite-wal': '' }).problems).toEqual([]);
  });
});
