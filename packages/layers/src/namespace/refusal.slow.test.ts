import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import { getProgramCommand, repository } from '../testing/from-source';
import { addOrdinaryUser } from '../testing/ordinary-user';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'strata-refusal-'));
  chmodSync(directory, 0o777);
});
afterEach(() => rmSync(directory, { recursive: true }));

interface Found {
  readonly mode?: string;
  readonly diagnostics?: readonly Diagnostic[];
}

/** What is found on this machine after `setup`, a piece of shell that ends in `exec … "$@"`. */
function findAfter(setup: string, path = process.env.PATH): Found {
  const args = ['-ec', setup, 'sh', ...getProgramCommand('find-namespace', directory)];
  const env = { ...process.env, PATH: path, directory, user: addOrdinaryUser() };
  return JSON.parse(execFileSync('/bin/sh', args, { cwd: repository, env, encoding: 'utf8' })) as Found;
}

/** Machines as they are met, made out of this one. The first also compiles the program, which the others cannot all do. */
const machines: Readonly<Record<string, { readonly setup: string; readonly finds: object }>> = {
  'root of the machine': { setup: 'exec "$@"', finds: { mode: 'root' } },
  'an ordinary user with ids': { setup: 'exec runuser -u "$user" -- "$@"', finds: { mode: 'user' } },
  'an ordinary user without ids': {
    setup: 'exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"',
    finds: {
      diagnostics: [
        { code: 'LAY051', detail: expect.stringContaining('/etc/subuid') },
        { code: 'LAY051', detail: expect.stringContaining('/etc/subgid') },
      ],
    },
  },
  'root of a container without rights': {
    setup: 'exec setpriv --bounding-set -sys_admin "$@"',
    finds: { diagnostics: [{ code: 'LAY055', hint: expect.stringContaining('--cap-add SYS_ADMIN') }] },
  },
  'a machine where user namespaces are switched off': {
    setup: `exec runuser -u "$user" -- unshare --user --map-auto --map-root-user sh -ec '
      echo 0 >/proc/sys/user/max_user_namespaces
      exec setpriv --reuid "$(id -u "$user")" --regid "$(id -g "$user")" --clear-groups "$@"' sh "$@"`,
    finds: {
      diagnostics: [{ code: 'LAY054', hint: expect.stringContaining('sysctl -w user.max_user_namespaces') }],
    },
  },
  'a workspace on an overlay': {
    setup: `exec unshare --mount sh -ec '
      mount -t tmpfs none /mnt && mkdir /mnt/l /mnt/u /mnt/w
      mount -t overlay overlay -o lowerdir=/mnt/l,upperdir=/mnt/u,workdir=/mnt/w "$directory"
      exec "$@"' sh "$@"`,
    finds: { diagnostics: [{ code: 'LAY056', hint: expect.stringContaining('file system') }] },
  },
  'a container that hides parts of /proc': {
    setup: `exec unshare --mount sh -ec '
      mount -t tmpfs none /proc/fs
      exec runuser -u "$user" -- "$@"' sh "$@"`,
    finds: { diagnostics: [{ code: 'LAY057', hint: expect.stringContaining('systempaths') }] },
  },
};

if (process.getuid?.() === 0) {
  test.each(Object.entries(machines))('on %s', (_, { setup, finds }) => {
    expect(findAfter(setup)).toMatchObject(finds);
    expect(readdirSync(directory)).toEqual([]);
  });
} else {
  test.todo('what other machines refuse: left out, because only root can make this machine look like them');
}

test('on a machine without the tools', () => {
  expect(findAfter('exec "$@"', '/none')).toMatchObject({
    diagnostics: [{ code: 'LAY050', hint: expect.stringContaining('apt-get install') }],
  });
});
