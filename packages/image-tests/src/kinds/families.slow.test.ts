import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Communicator } from '@strata/sdk';
import { connectSandbox } from '../../../communicators/src/sandbox/connect';
import { createSandboxFixture } from '../../../layers/src/testing/sandbox-fixture';
import { addLibraries } from '../../../layers/src/testing/tiny-image';
import { createTestWorkspace, describeResult, type TestWorkspace } from '../testing/real-guest';

/*
 * What guests of other families have is stood for by small files and programs in a sandbox with busybox: the data base that
 * apk writes, and programs that take the arguments and print the form of systemctl, rc-service and rpm.
 */

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createTestWorkspace();
});
afterEach(() => workspace.close());

const TOOLS = ['sed', 'awk', 'tr', 'df', 'timeout', 'getent', 'sha256sum'];

/** A guest with some more files; those that begin with `#!` are programs. */
async function inGuest(files: Readonly<Record<string, string>>, use: (guest: Communicator) => Promise<void>) {
  const fixture = await createSandboxFixture();
  try {
    const name = fixture.addLayer('family');
    const root = join(fixture.store, name);
    mkdirSync(join(root, 'usr/bin'), { recursive: true });
    copyFileSync('/usr/bin/busybox', join(root, 'usr/bin/busybox'));
    for (const tool of TOOLS) symlinkSync('busybox', join(root, 'usr/bin', tool));
    addLibraries(root, ['/usr/bin/busybox']);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      if (text.startsWith('#!')) chmodSync(join(root, path), 0o755);
    }
    const session = await fixture.open({ layers: ['l/tiny', name] });
    await use(connectSandbox(session));
  } finally {
    await fixture.close();
  }
}

async function check(guest: Communicator, text: string): Promise<readonly string[]> {
  workspace.write({ 'a.yaml': text });
  return (await workspace.run(guest)).results.map(describeResult);
}

const SYSTEMCTL = `#!/bin/sh
case "$*" in
  '-q is-enabled docker' | '-q is-active docker' | '-q is-active key') exit 0 ;;
esac
echo "no: $*" >&2
exit 3
`;

test('services of systemd are what systemctl says', async () => {
  await inGuest({ 'usr/bin/systemctl': SYSTEMCTL }, async (guest) => {
    await guest.exec({ command: 'mkdir -p /run/systemd/system' }, new AbortController().signal);
    expect(
      await check(
        guest,
        `service:
  docker: { enabled: true, running: true }
  key: { enabled: false, running: true }
  none: { enabled: false, running: false }
`,
      ),
    ).toEqual(
      ['docker', 'key', 'none'].flatMap((name) => [
        `Service ${name} enabled: passed`,
        `Service ${name} running: passed`,
      ]),
    );
    expect(
      await check(
        guest,
        'service: { docker: { enabled: false, runlevels: ["3"] }, none: { enabled: true, running: true } }\n',
      ),
    ).toEqual([
      'Service docker enabled: true',
      'Service docker runlevels: systemd has no run levels.',
      'Service none enabled: false',
      'Service none running: false',
    ]);
  });
});

test('where nothing was booted, what is enabled is known and what runs is not', async () => {
  await inGuest({ 'usr/bin/systemctl': SYSTEMCTL }, async (guest) => {
    expect(await check(guest, 'service: { docker: { enabled: true, running: true } }\n')).toEqual([
      'Service docker enabled: passed',
      expect.stringContaining('Service docker running: No service manager runs in the guest'),
    ]);
  });
});

/** As apk 2.14 writes it: packages are separated by an empty line, of their fields three are read. */
const APK = `C:Q1abc=
P:musl
V:1.2.5-r0
A:x86_64
S:383459

C:Q1def=
P:busybox-extras
V:1.36.1-r29
A:x86_64
F:bin
R:ls

`;

test('packages of apk and services of OpenRC are found', async () => {
  const files = {
    'lib/apk/db/installed': APK,
    'etc/runlevels/default/sshd': '',
    'etc/runlevels/boot/sshd': '',
    'usr/bin/rc-service': '#!/bin/sh\n[ "$*" = "sshd status" ]\n',
  };
  await inGuest(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(/^lib/, 'usr/lib'), text])),
    async (guest) => {
      expect(
        await check(
          guest,
          `package:
  busybox-extras: { installed: true, versions: [1.36.1-r29] }
  musl: { installed: true, versions: ["1.2.4"] }
  busybox: { installed: false }
service:
  sshd: { enabled: true, running: true, runlevels: [default, boot] }
  crond: { enabled: true, running: true }
`,
        ),
      ).toEqual([
        'Package busybox-extras installed: passed',
        'Package busybox-extras versions: passed',
        'Package musl installed: passed',
        'Package musl versions: ["1.2.5-r0"]',
        'Package busybox installed: passed',
        ...['enabled', 'running', 'runlevels'].map((name) => `Service sshd ${name}: passed`),
        'Service crond enabled: false',
        'Service crond running: false',
      ]);
    },
  );
});

const RPM = `#!/bin/sh
[ "$1" = -qa ] || exit 1
for last; do :; done
case $last in
  *'%{NAME} %{ARCH} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}'*) ;;
  *) exit 1 ;;
esac
echo 'bash x86_64 5.2.26-3.el10'
echo 'kernel x86_64 6.12.0-1.el10'
echo 'kernel x86_64 6.12.0-2.el10'
echo 'shadow-utils x86_64 2:4.15.0-5.el10'
`;

test('packages of rpm have all their versions, with the epoch', async () => {
  await inGuest({ 'usr/bin/rpm': RPM }, async (guest) => {
    expect(
      await check(
        guest,
        `package:
  kernel: { installed: true, versions: { consist-of: [6.12.0-2.el10, 6.12.0-1.el10] } }
  shadow-utils: { installed: true, versions: ["2:4.15.0-5.el10"] }
  bash: { installed: true, versions: { have-len: 2 } }
  zsh: { installed: true }
`,
      ),
    ).toEqual([
      ...['kernel installed', 'kernel versions', 'shadow-utils installed', 'shadow-utils versions'].map(
        (name) => `Package ${name}: passed`,
      ),
      'Package bash installed: passed',
      'Package bash versions: ["5.2.26-3.el10"]',
      'Package zsh installed: false',
    ]);
  });
});

test('a guest without what is needed says what is missing', async () => {
  await inGuest({}, async (guest) => {
    const told = await check(
      guest,
      `package: { bash: { installed: true } }
http: { "http://127.0.0.1:1/": { status: 200 } }
dns: { x: { resolve: example.test, server: 127.0.0.1, resolvable: true } }
addr: { "tcp://127.0.0.1:1": { reachable: true, local-address: 127.0.0.1 } }
`,
    );
    expect(told).toEqual([
      'Package bash installed: The guest has none of dpkg-query, rpm and the data base of apk.',
      'HTTP http://127.0.0.1:1/ status: The guest has no curl, python3, wget or bash to ask with.',
      'DNS x resolvable: The guest lacks dig (bind9-dnsutils, bind-utils), which asks servers.',
      expect.stringContaining('Addr tcp://127.0.0.1:1 reachable: The guest has no python3, bash or nc'),
    ]);
  });
});
