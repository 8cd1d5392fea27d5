import { Failure } from '@strata/diagnostics';
import type { Artifact, OpenImage } from '@strata/sdk';
import { createPostProcessContext } from '@strata/sdk/testing';
import { createTestImage } from '../testing/image-files';
import { createSbom } from './post-process';
import { sbomSchema } from './schema';

const status = (name: string, more = '') => `Package: ${name}\nVersion: 1.0-1\nArchitecture: amd64\n${more}`;

const image = {
  'etc/os-release': 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian 12"\n',
  'var/lib/dpkg/status': [
    status(
      'web',
      'Depends: libssl3, nothing-here\nHomepage: https://web.example/\nMaintainer: Some One <one@mail.example>\n',
    ),
    status('libssl3', 'Source: openssl (1:1.0-1)\n'),
    status('python3-x'),
  ].join('\n'),
  'usr/share/doc/web/copyright':
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: Expat\n\nFiles: x\nLicense: own-2\n',
  // The same package as python3-x, and one that pip brought.
  'var/lib/dpkg/info/python3-x.md5sums': `${'0'.repeat(32)}  usr/lib/python3/dist-packages/x-1.dist-info/METADATA\n`,
  'usr/lib/python3/dist-packages/x-1.dist-info/METADATA': 'Name: x\nVersion: 1\n',
  'usr/local/lib/python3/site-packages/y-1.dist-info/METADATA': 'Name: y\nVersion: 1\n',
  'srv/node_modules/a/package.json': '{"name":"a","version":"1.0.0","dependencies":{"b":"1"}}',
  'srv/node_modules/b/package.json': '{"name":"b","version":"1.0.0","license":"MIT OR ISC"}',
  'opt/node_modules/b/package.json': '{"name":"b","version":"1.0.0","license":"MIT OR ISC"}',
};

const artifact: Artifact = {
  builderId: 'strata.rootfs',
  id: 'x',
  files: ['out.tar'],
  description: 'An image',
  image: { layers: [{ diffId: 'sha256:aa', size: 1 }], base: {}, config: {} },
};

async function run(format: readonly string[], files: Readonly<Record<string, string>> = image) {
  const context = createPostProcessContext();
  const options = { format, output: sbomSchema.options.output.default, docker_path: 'docker' };
  const result = await createSbom(createTestImage(files)).postProcess(context, artifact, options);
  const read = async (name: string) => JSON.parse(await context.ports.files.readText(`/ws/${name}`));
  return { result, read, context };
}

const web = 'pkg:deb/debian/web@1.0-1?arch=amd64&distro=debian-12';
const ssl = 'pkg:deb/debian/libssl3@1.0-1?arch=amd64&distro=debian-12&upstream=openssl%401:1.0-1';

test('the artifact goes on as it was, with the documents added', async () => {
  const { result } = await run(['cyclonedx', 'spdx']);
  expect(result).toEqual({
    artifact: { ...artifact, files: ['out.tar', 'sbom_golden.cdx.json', 'sbom_golden.spdx.json'] },
    input: 'must-keep',
  });
});

test('CycloneDX lists each package once, with licences, places and needs', async () => {
  const { read } = await run(['cyclonedx']);
  const document = await read('sbom_golden.cdx.json');
  expect(document).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  expect(document.serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  const find = (ref: string) =>
    document.components.find((one: { 'bom-ref': string }) => one['bom-ref'] === ref);
  expect(document.components.map((one: { name: string }) => one.name)).toEqual([
    ...['debian', 'libssl3', 'python3-x', 'web', 'a', 'b', 'y'],
  ]);
  expect(find(web)).toMatchObject({
    type: 'library',
    version: '1.0-1',
    supplier: { name: 'Some One <one@mail.example>' },
    licenses: [{ license: { id: 'MIT' } }, { license: { name: 'own-2' } }],
    externalReferences: [{ type: 'website', url: 'https://web.example/' }],
  });
  expect(find(ssl).properties).toEqual(
    expect.arrayContaining([
      { name: 'aquasecurity:trivy:SrcName', value: 'openssl' },
      { name: 'aquasecurity:trivy:SrcEpoch', value: '1' },
      { name: 'aquasecurity:trivy:SrcVersion', value: '1.0' },
      { name: 'aquasecurity:trivy:SrcRelease', value: '1' },
    ]),
  );
  expect(find('pkg:npm/b@1.0.0')).toMatchObject({
    licenses: [{ expression: 'MIT OR ISC' }],
    evidence: {
      occurrences: [
        { location: 'opt/node_modules/b/package.json' },
        { location: 'srv/node_modules/b/package.json' },
      ],
    },
  });
  const needs = new Map(
    document.dependencies.map((one: { ref: string; dependsOn?: string[] }) => [one.ref, one.dependsOn]),
  );
  expect([needs.get(web), needs.get('pkg:npm/a@1.0.0'), needs.get(ssl)]).toEqual([
    [ssl],
    ['pkg:npm/b@1.0.0'],
    undefined,
  ]);
});

/** What the schema of SPDX 2.3 asks for in each package. */
const spdxRequired = ['SPDXID', 'name', 'downloadLocation'];

test('SPDX has what its schema asks for, every reference leads somewhere, every licence is declared', async () => {
  const { read } = await run(['spdx']);
  const document = await read('sbom_golden.spdx.json');
  expect(document).toMatchObject({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
  });
  for (const one of document.packages) expect(Object.keys(one)).toEqual(expect.arrayContaining(spdxRequired));
  const ids = ['SPDXRef-DOCUMENT', ...document.packages.map(({ SPDXID }: { SPDXID: string }) => SPDXID)];
  expect(new Set(ids).size).toBe(ids.length);
  for (const { spdxElementId, relatedSpdxElement } of document.relationships)
    expect(ids).toEqual(expect.arrayContaining([spdxElementId, relatedSpdxElement]));
  for (const id of ids) expect(id).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
  const found = document.packages.find(({ name }: { name: string }) => name === 'web');
  expect(found).toMatchObject({ supplier: 'Person: Some One (one@mail.example)' });
  const [license] = document.hasExtractedLicensingInfos;
  expect(found.licenseDeclared).toBe(`MIT AND ${license.licenseId}`);
  expect(license.name).toBe('own-2');
  const kinds = document.relationships.map(
    ({ relationshipType }: { relationshipType: string }) => relationshipType,
  );
  expect(kinds.filter((kind: string) => kind === 'DEPENDS_ON')).toHaveLength(2);
});

test('the same image gives the same bytes, another image another number', async () => {
  const read = async (files: Readonly<Record<string, string>>) => {
    const { context } = await run(['cyclonedx', 'spdx'], files);
    const texts = ['cdx', 'spdx'].map((end) => context.ports.files.readText(`/ws/sbom_golden.${end}.json`));
    return (await Promise.all(texts)).join('');
  };
  expect(await read(image)).toBe(await read(image));
  const other = await read({ ...image, 'var/lib/dpkg/status': status('web') });
  const getSerial = (text: string) => /"serialNumber": "(.*)"/.exec(text)?.[1];
  expect(getSerial(other)).not.toBe(getSerial(await read(image)));
});

test('a container that lies in the image is listed with its own system, and meets no need of the machine', async () => {
  const { read } = await run(['cyclonedx'], {
    ...image,
    'srv/app/rootfs/etc/os-release': 'ID=alpine\nVERSION_ID=3.18.4\n',
    'srv/app/rootfs/lib/apk/db/installed': 'P:musl\nV:1.2.4-r2\nA:x86_64\n',
    'srv/old/rootfs/usr/lib/os-release': 'ID=debian\nVERSION_ID="11"\n',
    'srv/old/rootfs/var/lib/dpkg/status': `${status('inner', 'Depends: web\n')}\n${status('nothing-here')}`,
    'srv/old/rootfs/var/lib/dpkg/info/inner.md5sums': `${'0'.repeat(32)}  srv/node_modules/own/package.json\n`,
    'srv/old/rootfs/srv/node_modules/own/package.json': '{"name":"own","version":"1.0.0"}',
  });
  const { components, dependencies } = await read('sbom_golden.cdx.json');
  const urls = components.map(({ purl }: { purl?: string }) => purl);
  expect(urls).toContain('pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.18.4');
  const inner = 'pkg:deb/debian/inner@1.0-1?arch=amd64&distro=debian-11';
  expect(urls).toContain(inner);
  expect(urls).not.toContain('pkg:npm/own@1.0.0');
  const find = (ref: string) => dependencies.find((one: { ref: string }) => one.ref === ref);
  expect(find(inner).dependsOn).toBeUndefined();
  expect(find(web).dependsOn).toEqual([ssl]);
});

test('layers are looked into once for all post-processors of a build, and again after a failure', async () => {
  const open = createTestImage(image);
  let opened = 0;
  const counting: OpenImage = async (context, request) => {
    opened += 1;
    if (opened === 1) throw new Failure([]);
    return open(context, request);
  };
  const options = { format: ['cyclonedx'], output: 'x', docker_path: 'docker' };
  const given = { ...artifact, image: { layers: [], base: {}, config: {} } };
  const again = () => createSbom(counting).postProcess(createPostProcessContext(), given, options);
  await expect(again()).rejects.toBeInstanceOf(Failure);
  await again();
  await again();
  expect(opened).toBe(2);
});

test('an image without packages gives an empty bill and a warning', async () => {
  const { context, read } = await run(['cyclonedx'], {});
  expect((await read('sbom_golden.cdx.json')).components).toEqual([]);
  expect(context.reporter.warnings).toEqual([expect.stringContaining('no packages')]);
});

test('a data base that cannot be read ends it: nothing is written', async () => {
  const context = createPostProcessContext();
  const options = { format: ['cyclonedx'], output: 'x', docker_path: 'docker' };
  const part = createSbom(createTestImage({ ...image, 'var/lib/rpm/Packages': 'x' }));
  const error = await part.postProcess(context, artifact, options).catch((failure: unknown) => failure);
  expect((error as Failure).diagnostics.map(({ code }) => code)).toEqual(['PPR030']);
  expect(error).toBeInstanceOf(Failure);
  expect([...context.ports.files.entries.keys()]).toEqual([]);
});

test('several formats need several files', () => {
  const check = (output: string, format: readonly string[]) =>
    sbomSchema.rules
      .flatMap((rule) => rule({ output, format }, () => undefined, String))
      .map(({ code }) => code);
  expect(check('one.json', ['cyclonedx', 'spdx'])).toEqual(['PPR032']);
  expect(check('one.{{ .Format }}', ['cyclonedx', 'spdx'])).toEqual([]);
  expect(check('one.json', ['cyclonedx'])).toEqual([]);
});
