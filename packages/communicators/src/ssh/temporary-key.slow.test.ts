import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { Secret } from '@strata/sdk';
import { connectMachine } from '../connect-machine';
import { createContext, getOptions } from '../testing/ssh-fixture';
import { type Sshd, type SshdOptions, startSshd } from '../testing/sshd';

let sshd: Sshd;
afterEach(() => sshd.close());

/** As a builder does that made the key of this build. */
async function removeKey(given: Parameters<typeof getOptions>[0] = { ssh_clear_authorized_keys: true }) {
  const context = createContext();
  const { port, username } = sshd;
  const privateKey = new Secret(await readFile(sshd.key, 'utf8'));
  const connection = await connectMachine(context, getOptions(given), {
    host: '127.0.0.1',
    ...{ port, username, privateKey },
  });
  try {
    await connection.removeTemporaryKey?.();
  } finally {
    await connection.close();
  }
  return { said: context.reporter.said, warned: context.reporter.warnings };
}

async function start(options?: SshdOptions) {
  sshd = await startSshd(options);
  const home = `${sshd.folder}/.ssh`;
  await mkdir(home);
  const [kind, data] = (await readFile(`${sshd.key}.pub`, 'utf8')).split(' ');
  return { home, path: `${home}/authorized_keys`, key: `${kind} ${data}` };
}

test.each([
  ['a machine', {}],
  ['a small machine', { busyboxWithout: [] }],
])(
  '%s forgets the key of a build, with and without options, and keeps every other line',
  async (_, options) => {
    const { home, path, key } = await start(options);
    const others = [`# ours`, `${key}x other`, 'command="a  b" ssh-rsa AAAA me\\n', '', '  ssh-rsa BBBB'];
    const cloud = `no-pty,command="echo 'Log in as \\"admin\\"'" ${key} packer_1`;
    await writeFile(path, [others[0], `${key} packer_1`, ...others.slice(1), key, cloud].join('\n'));
    await chmod(path, 0o640);
    const { said, warned } = await removeKey();
    expect(await readFile(path, 'utf8')).toBe(`${others.join('\n')}\n`);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(home)).toEqual(['authorized_keys']);
    expect(said.at(-1)).toBe('Trying to remove ephemeral keys from authorized_keys files');
    expect(warned).toEqual([]);
  },
);

test('a file without the key stays as it is, a link stays a link, and no file is no problem', async () => {
  const { home, path, key } = await start();
  await writeFile(path, 'ssh-rsa AAAA me');
  await removeKey();
  expect(await readFile(path, 'utf8')).toBe('ssh-rsa AAAA me');
  await writeFile(`${home}/real`, `ssh-rsa AAAA me\n${key}\n`);
  await rm(path);
  await symlink('real', path);
  await removeKey();
  expect(await readFile(`${home}/real`, 'utf8')).toBe('ssh-rsa AAAA me\n');
  await rm(path);
  expect((await removeKey()).warned).toEqual([]);
});

test('a machine whose user may not become root warns, with the reason', async () => {
  const { path, key } = await start({ busyboxWithout: ['id'] });
  await writeFile(path, `${key}\n`);
  const program = (name: string, script: string) =>
    writeFile(`${sshd.folder}/bin/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  await program('id', 'echo 1000');
  await program('sudo', 'echo "$1 ${5##*/root/}: a password is required" >&2; exit 1');
  const { warned } = await removeKey();
  expect(await readFile(path, 'utf8')).toBe('');
  expect(warned).toEqual([expect.stringContaining('-n')]);
  expect(warned[0]).toContain('a password is required');
});

test.each([
  ['nobody asks for it', {}],
  ['the key is the user’s own', 'own'],
])('nothing is removed when %s', async (_, options) => {
  const { path, key } = await start();
  await writeFile(path, `${key}\n`);
  const given = options === 'own' ? { ssh_clear_authorized_keys: true, ssh_private_key_file: sshd.key } : {};
  await removeKey(given);
  expect(await readFile(path, 'utf8')).toBe(`${key}\n`);
});
