import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '@strata/sdk';
import { connectTo } from '../../../communicators/src/testing/ssh-fixture';
import { type Sshd, startSshd } from '../../../communicators/src/testing/sshd';
import { createTestWorkspace, describeResult, type TestWorkspace } from '../testing/real-guest';
import { startTestServer, type TestServer } from '../testing/server';

/* The guest is this machine, over a real sshd: what it is asked for is known from Node. */

let sshd: Sshd;
let connection: Connection;
let server: TestServer;
let workspace: TestWorkspace;

beforeAll(async () => {
  sshd = await startSshd();
  connection = await connectTo(sshd);
  server = await startTestServer();
});
afterAll(async () => {
  server.close();
  await connection.close();
  await sshd.close();
});
beforeEach(() => {
  workspace = createTestWorkspace();
});
afterEach(() => workspace.close());

async function check(text: string): Promise<readonly string[]> {
  workspace.write({ 'all.yaml': text });
  const { results, diagnostics } = await workspace.run(connection.communicator);
  if (results.length === 0) throw new Error(JSON.stringify(diagnostics, undefined, 2));
  return results.map(describeResult);
}

const passed = (name: string) => `${name}: passed`;

test('files are looked at as they are', async () => {
  const folder = workspace.folder;
  writeFileSync(join(folder, "it's"), 'one\ntwo words\n');
  chmodSync(join(folder, "it's"), 0o640);
  symlinkSync('nowhere', join(folder, 'link'));
  mkdirSync(join(folder, 'sub'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const path = join(folder, "it's");
  const sum = execFileSync('sha256sum', [path], { encoding: 'utf8' }).split(' ')[0];
  const { gid, uid } = statSync(path);
  const text = `file:
  "${path}":
    exists: true
    mode: "0640"
    size: 14
    filetype: file
    owner: root
    uid: ${uid}
    gid: ${gid}
    contents: [one, "/^two/", "!three", "!/^words/"]
    sha256: ${sum}
  ${folder}/link: { exists: true, filetype: symlink, linked-to: nowhere }
  ${folder}/sub: { exists: true, filetype: directory }
  ${folder}/pipe: { exists: true, filetype: pipe }
  ${folder}/none: { exists: false, mode: "0644" }
  ~/none: { exists: false }
  sh: { path: /bin/sh, exists: true }
`;
  const told = await check(text);
  expect(told.filter((each) => !each.endsWith(': passed'))).toEqual([`File ${folder}/none mode: skipped`]);
  expect(told).toHaveLength(20);
  expect(
    await check(`file:
  "${path}": { exists: true, mode: "0600", size: 15, owner: nobody, contents: [three, "!one"], sha256: abc, linked-to: x }
  ${folder}/sub: { exists: false }
  ${folder}/none: { exists: true, mode: "0600" }
`),
  ).toEqual([
    passed(`File ${path} exists`),
    `File ${path} mode: "0640"`,
    `File ${path} owner: "root"`,
    `File ${path} linked-to: This is no symbolic link.`,
    `File ${path} contents: "one\\ntwo words\\n"`,
    `File ${path} size: 14`,
    `File ${path} sha256: "${sum}"`,
    `File ${folder}/sub exists: true`,
    `File ${folder}/none exists: false`,
    `File ${folder}/none mode: skipped`,
  ]);
});

test('packages, users and groups are what the machine has', async () => {
  const version = execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'dpkg'], { encoding: 'utf8' });
  expect(
    await check(`package:
  dpkg: { installed: true, versions: ["${version}"] }
  not-there: { installed: false, versions: ["1"] }
user:
  root: { exists: true, uid: 0, gid: 0, home: /root, groups: [root], shell: { have-prefix: / } }
  nobody-at-all: { exists: false, uid: 1 }
  "0": { exists: false }
group:
  root: { exists: true, gid: 0 }
  none-such: { exists: false }
`),
  ).toEqual([
    passed('Package dpkg installed'),
    passed('Package dpkg versions'),
    passed('Package not-there installed'),
    'Package not-there versions: skipped',
    ...['exists', 'uid', 'gid', 'home', 'groups', 'shell'].map((name) => passed(`User root ${name}`)),
    passed('User nobody-at-all exists'),
    'User nobody-at-all uid: skipped',
    passed('User 0 exists'),
    ...['exists', 'gid'].map((name) => passed(`Group root ${name}`)),
    passed('Group none-such exists'),
  ]);
  expect(
    await check(`package:
  dpkg: { installed: true, versions: ["0.0"] }
  not-there: { installed: true }
user: { root: { exists: true, uid: 7, groups: [root, wheel-of-fortune] } }
group: { root: { exists: true, gid: { gt: 0 } } }
`),
  ).toEqual([
    passed('Package dpkg installed'),
    `Package dpkg versions: ["${version}"]`,
    'Package not-there installed: false',
    passed('User root exists'),
    'User root uid: 0',
    `User root groups: ${JSON.stringify(execFileSync('id', ['-Gn'], { encoding: 'utf8' }).trim().split(' '))}`,
    passed('Group root exists'),
    'Group root gid: 0',
  ]);
});

test('commands end as they end, with both outputs, and in time', async () => {
  expect(
    await check(`command:
  "printf 'a\\\\nb'; printf err >&2; exit 3":
    exit-status: 3
    stdout: [a, /^b$/]
    stderr: err
  with words: { exec: "cat; echo \\"$0\\"; command -v sshd", exit-status: 0, stdout: ["/^/.*sshd$/"] }
  empty: { exec: "true", exit-status: 0, stdout: "", stderr: "" }
  numbers: { exec: "echo 42", exit-status: { lt: 1 }, stdout: { and: [{ gt: 41 }, { lt: 43 }] } }
  json: { exec: "echo '{\\"a\\": {\\"b\\": [1, 2]}}'", exit-status: 0, stdout: { gjson: { a.b.#: 2, a.b.1: 2 } } }
`),
  ).toEqual([
    ...['exit-status', 'stdout', 'stderr'].map((name) =>
      passed(`Command printf 'a\\nb'; printf err >&2; exit 3 ${name}`),
    ),
    ...['with words exit-status', 'with words stdout'].map((name) => passed(`Command ${name}`)),
    ...['exit-status', 'stdout', 'stderr'].map((name) => passed(`Command empty ${name}`)),
    ...['numbers exit-status', 'numbers stdout', 'json exit-status', 'json stdout'].map((name) =>
      passed(`Command ${name}`),
    ),
  ]);
  expect(
    await check(`command:
  "false": { exit-status: 0 }
  sleep 600: { exit-status: 0, timeout: 1000 }
  none-such: { exec: none-such-program, exit-status: 127, stdout: "something" }
`),
  ).toEqual([
    'Command false exit-status: 1',
    'Command sleep 600 exit-status: It took longer than 1000 ms: set timeout when it may.',
    passed('Command none-such exit-status'),
    'Command none-such stdout: ""',
  ]);
});

test('ports, processes, addresses and names are those of the machine', async () => {
  const port = new URL(server.url).port;
  const comm = readFileSync(`/proc/${process.pid}/comm`, 'utf8').trim();
  expect(
    await check(`port:
  tcp:${port}: { listening: true, ip: [127.0.0.1] }
  tcp6:${port}: { listening: false }
  "${sshd.port}": { listening: true }
process:
  ${comm}: { running: true }
  none-such: { running: false }
addr:
  tcp://127.0.0.1:${port}: { reachable: true, timeout: 3000 }
  127.0.0.1:${sshd.port}: { reachable: true, local-address: 127.0.0.1 }
  tcp://127.0.0.1:1: { reachable: false }
dns:
  localhost: { resolvable: true, addrs: { contain-element: { match-regexp: "^(127.0.0.1|::1)$" } } }
  none-such.invalid: { resolvable: false }
`),
  ).toEqual([
    passed(`Port tcp:${port} listening`),
    passed(`Port tcp:${port} ip`),
    passed(`Port tcp6:${port} listening`),
    passed(`Port ${sshd.port} listening`),
    passed(`Process ${comm} running`),
    passed('Process none-such running'),
    passed(`Addr tcp://127.0.0.1:${port} reachable`),
    passed(`Addr 127.0.0.1:${sshd.port} reachable`),
    passed('Addr tcp://127.0.0.1:1 reachable'),
    passed('DNS localhost resolvable'),
    passed('DNS localhost addrs'),
    passed('DNS none-such.invalid resolvable'),
  ]);
  expect(
    await check(`port:
  tcp:${port}: { listening: true, ip: [0.0.0.0] }
  tcp:1: { listening: true, ip: [127.0.0.1] }
process: { none-such: { running: true } }
addr: { "tcp://127.0.0.1:1": { reachable: true } }
dns: { none-such.invalid: { resolvable: true, addrs: ["127.0.0.1"] } }
`),
  ).toEqual([
    passed(`Port tcp:${port} listening`),
    `Port tcp:${port} ip: ["127.0.0.1"]`,
    'Port tcp:1 listening: false',
    'Port tcp:1 ip: skipped',
    'Process none-such running: false',
    'Addr tcp://127.0.0.1:1 reachable: false',
    'DNS none-such.invalid resolvable: false',
    'DNS none-such.invalid addrs: skipped',
  ]);
});

test('kernel parameters, mounts and interfaces are those of the kernel', async () => {
  const mtu = Number(readFileSync('/sys/class/net/lo/mtu', 'utf8'));
  expect(
    await check(`kernel-param:
  kernel.ostype: { value: Linux }
  kernel.pid_max: { value: { gt: 1000 } }
mount:
  /proc: { exists: true, filesystem: proc, opts: [rw] }
  /: { exists: true, usage: { le: 100 } }
  /none: { exists: false }
interface:
  lo: { exists: true, mtu: ${mtu}, addrs: [127.0.0.1/8] }
  none0: { exists: false }
matching:
  some: { content: { a: 1 }, matches: { have-key: a } }
`),
  ).toEqual([
    passed('KernelParam kernel.ostype value'),
    passed('KernelParam kernel.pid_max value'),
    ...['exists', 'opts', 'filesystem'].map((name) => passed(`Mount /proc ${name}`)),
    ...['exists', 'usage'].map((name) => passed(`Mount / ${name}`)),
    passed('Mount /none exists'),
    ...['exists', 'addrs', 'mtu'].map((name) => passed(`Interface lo ${name}`)),
    passed('Interface none0 exists'),
    passed('Matching some matches'),
  ]);
  expect(
    await check(`kernel-param:
  kernel.ostype: { value: Hurd }
  kernel.none: { value: "1" }
mount: { /proc: { exists: true, filesystem: ext4 }, /none: { exists: true } }
interface: { lo: { exists: true, mtu: 1 }, none0: { exists: true } }
matching: { some: { content: [1], matches: { have-len: 2 } } }
`),
  ).toEqual([
    'KernelParam kernel.ostype value: "Linux"',
    'KernelParam kernel.none value: The kernel of the guest has no such parameter, or does not show it.',
    passed('Mount /proc exists'),
    'Mount /proc filesystem: "proc"',
    'Mount /none exists: false',
    passed('Interface lo exists'),
    `Interface lo mtu: ${mtu}`,
    'Interface none0 exists: false',
    'Matching some matches: [1]',
  ]);
});
