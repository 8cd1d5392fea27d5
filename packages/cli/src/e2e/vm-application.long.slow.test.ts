import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeAzure, startFakeAzure } from '../../../../tools/fake-azure/start';
import { type ApplicationWorkspace, createApplicationWorkspace } from '../testing/application-workspace';

// Machines that are busy with other tests take their time.
const PATIENCE = 300_000;

let workspace: ApplicationWorkspace;
beforeAll(async () => {
  workspace = await createApplicationWorkspace();
}, PATIENCE);
afterAll(() => workspace[Symbol.dispose]());

const image = { image: 'box' };
const readJson = (name: string) => JSON.parse(workspace.fixture.read(join('apps/app', name)));

test.each([
  [
    'what was there',
    { install: 'rm -df /etc/there', update: 'true', remove: 'true' },
    'CLI066',
    'removed /etc/there',
  ],
  [
    'an install command that fails',
    { install: 'echo because >&2; exit 7' },
    'CLI065',
    'install ended with 7',
  ],
  [
    'a second install that fails',
    { install: 'mkdir /opt/mine', remove: 'rmdir /opt/mine' },
    'CLI065',
    'install again',
  ],
  ['a network that is not there', { install: 'ip route get 192.0.2.1' }, 'CLI065', 'install ended with'],
])(
  '%s is told, and the verdict is no',
  async (_, commands, code, words) => {
    const ended = await workspace.tryOut({ commands, test: image });
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(`(${code})`);
    expect(ended.err).toContain(words);
    expect(readJson('dist/vm-app.verdict.json').verdict).toBe('failed');
  },
  PATIENCE,
);

test(
  'an update takes away what the new version does not have',
  async () => {
    await workspace.tryOut({});
    const { root } = workspace.fixture;
    cpSync(join(root, 'apps/app/dist/vm-app'), join(root, 'old'), { recursive: true });
    const files = [{ from: 'files/a', to: '/opt/app/a' }];
    const check = 'if [[ $PWD = */2.0.0 ]]; then test ! -e /opt/app/sub; else test -e /opt/app/sub/b; fi';
    const changes = { version: '2.0.0', package: { kind: 'files', files }, test: { ...image, check } };
    const ended = await workspace.tryOut(changes, '-previous=old');
    expect([ended.code, ended.err]).toEqual([0, expect.not.stringContaining('Error')]);
    expect(ended.out).toContain('update from 1.0.0: ok');
  },
  PATIENCE,
);

test(
  'what may stay is said in the definition',
  async () => {
    const commands = { remove: 'rm -r /opt/app /var/lib/strata/vm-apps/app/folders' };
    const test_ = { ...image, leaves: ['/var/lib/strata/**'] };
    expect(await workspace.tryOut({ commands, test: test_ })).toMatchObject({ code: 0 });
  },
  PATIENCE,
);

test(
  'files of others are not taken over',
  async () => {
    workspace.fixture.write('apps/app/files/bash', 'mine');
    const files = [{ from: 'files/bash', to: '/usr/bin/bash' }];
    const { err } = await workspace.tryOut({ package: { kind: 'files', files }, test: image });
    expect(err).toContain('these files are there already and belong to others: /usr/bin/bash');
  },
  PATIENCE,
);

describe('made of Debian packages', () => {
  const debs = { kind: 'debs', suite: 'bookworm', packages: ['jq'] };
  /** Another package comes to need one of those that were brought along; it and that one go at the very end. */
  const removeWhileNeeded = [
    'mkdir -p needs/DEBIAN && chmod 755 needs needs/DEBIAN',
    "printf 'Package: needs\\nVersion: 1\\nArchitecture: all\\nMaintainer: a <a@b>\\nDescription: x\\nDepends: libonig5\\n' > needs/DEBIAN/control",
    'dpkg-deb -b needs needs.deb && dpkg -i needs.deb',
    'tar -xzf app.tar.gz && sh ./manage.sh remove',
    '! command -v jq && dpkg -s libonig5',
    'dpkg --purge needs libonig5',
  ].join(' && ');

  beforeAll(async () => {
    workspace.fixture.write(
      'images/debian/image.pkr.hcl',
      `source "rootfs" "debian" {
  bootstrap {
    suite = "bookworm"
  }
}

build {
  sources = ["source.rootfs.debian"]
}
`,
    );
    const { code, err } = await workspace.strata('build', 'images/debian');
    if (code !== 0) throw new Error(err);
  }, PATIENCE);

  test.each([
    ['goes as it came', {}],
    ['leaves what others have come to need', { commands: { remove: removeWhileNeeded } }],
  ])(
    'an application is installed without a network by apt itself, and %s',
    async (_, changes) => {
      const check = 'echo \'{"a": 1}\' | jq --exit-status .a';
      const ended = await workspace.tryOut({ ...changes, package: debs, test: { image: 'debian', check } });
      expect([ended.code, ended.err]).toEqual([0, expect.not.stringContaining('Error')]);
      expect(ended.out).toContain('nothing is left behind');
      expect(Object.keys(readJson('dist/vm-app/receipt.json').packages)).toEqual(
        expect.arrayContaining(['jq', 'libc6', 'libjq1', 'libonig5']),
      );
    },
    PATIENCE,
  );

  test(
    'a machine of another release is told in a line',
    async () => {
      const test_ = { image: 'box' };
      const { code, err } = await workspace.tryOut({ package: debs, test: test_ });
      expect([code, err]).toEqual([1, expect.stringContaining('app: this machine has no apt')]);
    },
    PATIENCE,
  );
});

describe('published to an Azure on loopback', () => {
  let azure: FakeAzure;
  beforeAll(async () => {
    azure = await startFakeAzure();
    const { subscription, resources } = azure.arm.cloud;
    const id = `/subscriptions/${subscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/acme`;
    const envelope = { location: 'westeurope' };
    resources.add({
      id,
      type: 'Microsoft.Compute/galleries',
      name: 'acme',
      envelope,
      properties: {},
      state: 'Succeeded',
    });
  }, PATIENCE);
  afterAll(() => azure[Symbol.asyncDispose]());

  const makePublication = (regions: readonly string[]) => ({
    ...{ subscription: azure.arm.cloud.subscription, resourceGroup: 'images', gallery: 'acme' },
    ...{ location: 'westeurope', storageAccount: azure.azurite.account, regions },
  });
  // In a process of its own: Azure's library looks for its login in the environment of the process.
  const publish = (...flags: readonly string[]) =>
    workspace.fixture.strataWith(azure.variables, 'publish-vm-app', ...flags, 'apps/app');

  test(
    'a package that was tried is published once, and a region is added later',
    async () => {
      await workspace.tryOut({ publish: makePublication(['westeurope']) });
      azure.arm.log.clear();
      expect(await publish('-dry-run')).toMatchObject({ code: 0, out: 'app 1.0.0 would be published\n' });
      expect(azure.arm.log.mutating()).toEqual([]);

      const first = await publish('-profile=profile.json');
      expect([first.code, first.out]).toEqual([
        0,
        expect.stringMatching(/^app 1\.0\.0 published, \d+ bytes sent\n$/),
      ]);
      const { id } = readJson('dist/vm-app.published.json');
      expect(JSON.parse(workspace.fixture.read('profile.json'))).toEqual({
        galleryApplications: [
          { packageReferenceId: id, treatFailureAsDeploymentFailure: true, enableAutomaticUpgrade: false },
        ],
      });

      azure.arm.log.clear();
      expect(await publish()).toMatchObject({ code: 0, out: 'app 1.0.0 was published already\n' });
      expect(azure.arm.log.mutating()).toEqual([]);

      workspace.write({ publish: makePublication(['westeurope', 'northeurope']) });
      expect(await publish()).toMatchObject({
        code: 0,
        out: 'app 1.0.0 changed\n  regions: westeurope×1 → northeurope×1 westeurope×1\n',
      });
    },
    PATIENCE,
  );

  test(
    'another package under the same version is refused',
    async () => {
      workspace.fixture.write('apps/app/files/c', 'three\n');
      await workspace.tryOut({ publish: makePublication(['westeurope']) });
      const { code, err } = await publish();
      expect([code, err]).toEqual([1, expect.stringContaining('(AZU113)')]);
    },
    PATIENCE,
  );
});
