import { execFileSync } from 'node:child_process';
import { lookAtMachine, parseFiles } from './look';
import type { Shell } from './root-shell';

const listing = (...entries: readonly (readonly string[])[]) =>
  entries.map((entry) => entry.map((word) => `${word}\0`).join('')).join('');
const digest = 'a'.repeat(64);

test('files are known by what is in them, or by size and time where packages write alone', () => {
  const files = parseFiles(
    listing(
      ['/etc/odd\n name', 'f', '640', '0:5', '3', '17.5', ''],
      ['/usr/bin/x', 'f', '755', '0:0', '9', '18.5', ''],
      ['/bin', 'l', '777', '0:0', '7', '19.5', 'usr/bin'],
      ['/srv', 'd', '755', '0:0', '4096', '20.5', ''],
    ),
    `${digest}  /etc/odd\n name\0`,
  );
  expect([...files]).toEqual([
    ['/etc/odd\n name', { type: 'f', mode: '640', owner: '0:5', content: digest }],
    ['/usr/bin/x', { type: 'f', mode: '755', owner: '0:0', content: '9 18.5' }],
    ['/bin', { type: 'l', mode: '777', owner: '0:0', content: 'usr/bin' }],
    ['/srv', { type: 'd', mode: '755', owner: '0:0', content: '' }],
  ]);
});

test('a machine tells its processes, sockets and mounts', async () => {
  // Its files are many: an empty answer stands for them.
  const exec: Shell['exec'] = async ({ command, onOutput }) => {
    const text = String(command);
    const data = text.startsWith('find') ? Buffer.alloc(0) : execFileSync('/bin/sh', ['-c', text]);
    onOutput?.({ stream: 'stdout', data });
    return { kind: 'exited', code: 0 };
  };
  const look = await lookAtMachine({ exec }, new AbortController().signal);
  expect(look.mounts).toContain('/');
  expect(look.processes.map(({ words }) => words)).toContainEqual(expect.stringContaining('jest'));
  expect(look.sockets).toEqual([...look.sockets].sort());
});
