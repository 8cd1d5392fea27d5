import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapHook, hostKeys } from './bootstrap-hook';

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hook-'));
  root = mkdtempSync(join(folder, 'root-'));
  writeFileSync(join(folder, 'hook'), bootstrapHook);
});
afterEach(() => rmSync(folder, { recursive: true }));

const runStage = (stage: string) => execFileSync('sh', [join(folder, 'hook'), stage, root]);

test('an empty file stands in for each host key before openssh-server is installed', () => {
  writeFileSync(join(folder, 'host-keys'), hostKeys);
  runStage('essential');
  const names = ['ssh_host_ecdsa_key', 'ssh_host_ed25519_key', 'ssh_host_rsa_key'];
  expect(readdirSync(join(root, 'etc/ssh')).sort()).toEqual(names);
  expect(names.map((name) => readFileSync(join(root, 'etc/ssh', name), 'utf8'))).toEqual(['', '', '']);
});

test('a base without openssh-server gets none', () => {
  runStage('essential');
  expect(readdirSync(root)).toEqual([]);
});
