import type { Communicator, OptionsOf } from '@strata/sdk';
import { createRootfsDefinition } from './definition';
import type { RootfsSchema } from './schema';

const definition = createRootfsDefinition({ connect: () => ({}) as Communicator });
const write = (option: string, value: string) => `${option} = ${value}`;
type Options = OptionsOf<RootfsSchema>;
const bootstrap = { distribution: 'debian', suite: 'bookworm', variant: 'minbase', architecture: 'amd64' };
const foundation = (options: object) => definition.foundation(options as Options);
const codes = (options: object) =>
  (definition.schema.rules ?? [])
    .flatMap((rule) => rule(options as Record<string, unknown>, () => undefined, write))
    .map(({ code }) => code);
const bootstrapCodes = (options: object) =>
  definition.schema.blocks.bootstrap.schema.rules
    .flatMap((rule) => rule(options as Record<string, unknown>, () => undefined, write))
    .map(({ code }) => code);

const image = { kind: 'image', project: 'golden' };

test('an image starts on its parent, or on a base', () => {
  expect(foundation({ from: image })).toEqual({ kind: 'image', reference: image });
  expect(foundation({ bootstrap })).toMatchObject({ kind: 'base', type: 'bootstrap' });
  expect(foundation({ archive: { url: 'http://a.test/root.tar.xz', checksum: 'md5:x' } })).toMatchObject({
    type: 'archive',
    options: { checksum: 'md5:x' },
    lockName: expect.stringMatching(/^archive-root\.tar\.xz-[0-9a-f]{8}$/),
  });
  expect(foundation({ oci: { image: 'r.test/debian:12' } })).toMatchObject({ type: 'oci' });
});

test('equal bases have one lock entry, whatever the order of their packages', () => {
  const name = (packages: readonly string[]) => foundation({ bootstrap: { ...bootstrap, packages } });
  expect(name(['udev', 'dbus', 'dbus'])).toEqual(name(['dbus', 'udev']));
  expect(name(['udev'])).not.toEqual(name(['dbus']));
});

test('a lock entry says for people what it is', () => {
  expect(foundation({ bootstrap })).toMatchObject({
    lockName: expect.stringMatching(/^bootstrap-bookworm-minbase-amd64-[0-9a-f]{8}$/),
  });
});

test('an image without a foundation is refused, and one with two', () => {
  expect(codes({})).toEqual(['BLD001']);
  expect(codes({ from: image, bootstrap })).toEqual(['BLD002']);
  expect(codes({ bootstrap })).toEqual([]);
});

test("another project's files are no foundation", () => {
  expect(codes({ from: { kind: 'output', project: 'app', target: 'build', path: 'dist' } })).toEqual([
    'BLD006',
  ]);
});

test.each([
  [{ suite: '../x' }, ['BLD005']],
  [{ suite: 'bookworm', packages: ['ok', '--force', 'a;b'] }, ['BLD005', 'BLD005']],
  [{ suite: 'bookworm', components: ['main', 'non-free-firmware'] }, []],
  [{ suite: 'bookworm', mirror: 'ftp://x' }, ['BLD005']],
  [{ suite: 'bookworm', snapshot: 'yesterday' }, ['BLD005', 'BLD004']],
  [{ suite: 'bookworm', snapshot: '20260701T000000Z' }, ['BLD004']],
  [{ suite: 'bookworm', mirror: 'http://s.test/debian/@SNAPSHOTID@' }, ['BLD004']],
  [{ suite: 'bookworm', mirror: 'http://s.test/debian/@SNAPSHOTID@', snapshot: '20260701T000000Z' }, []],
])('bootstrap %j gives %j', (options, expected) => {
  expect(bootstrapCodes(options)).toEqual(expected);
});

test('an archive is a path of this machine or an address, and only a path is an input', () => {
  const { pathWhen } = definition.schema.blocks.archive.schema.options.source;
  expect(pathWhen({ source: './root.tar' })).toBe(true);
  expect(pathWhen({ source: 'https://a.test/root.tar' })).toBe(false);
});

test('container settings are combined with those of the parent as a Dockerfile does it', () => {
  const parent = {
    cmd: ['bash'],
    env: ['A=1', 'B=2'],
    exposedPorts: ['80/tcp'],
    labels: { a: '1' },
    user: 'app',
  };
  const container = { entrypoint: ['node'], env: ['B=3', 'C=4'], expose: ['8080', '80'], labels: { b: '2' } };
  expect(definition.config({ container } as unknown as Options, parent)).toEqual({
    entrypoint: ['node'],
    env: ['A=1', 'B=3', 'C=4'],
    exposedPorts: ['80/tcp', '8080/tcp'],
    labels: { a: '1', b: '2' },
    user: 'app',
  });
  expect(definition.config({} as Options, parent)).toBe(parent);
});
