import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';

/** The file of a machine's disk that scenarios write. */
export const MADE = '/etc/made';

/** What is compared of a file: its bytes, or of a disk and an archive what is in them: their bytes are full of times. */
export function describeFile(path: string): string {
  if (path.endsWith('.tar')) return describeArchive(path);
  return isDisk(path) ? describeDisk(path) : readFileSync(path, 'latin1');
}

/** Layers of a saved image are named by what is in them, times and all. */
const DIGEST = /[0-9a-f]{64}/u;

function describeArchive(path: string): string {
  if (statSync(path).size === 0) return 'an empty file';
  const names = run('tar', '--list', '--file', path).trim().split('\n');
  return `archive of ${names
    .map((name) => name.replace(DIGEST, 'ID'))
    .sort()
    .join(' ')}`;
}

/** Where ext4 and qcow2 say what they are. */
const QCOW2 = Buffer.from('QFI\xfb', 'latin1');
const EXT4 = Buffer.from([0x53, 0xef]);
const EXT4_OFFSET = 0x438;
const HEAD = EXT4_OFFSET + EXT4.length;

function isDisk(path: string): boolean {
  const head = Buffer.alloc(HEAD);
  const file = openSync(path, 'r');
  readSync(file, head, 0, HEAD, 0);
  closeSync(file);
  return head.subarray(0, QCOW2.length).equals(QCOW2) || head.subarray(EXT4_OFFSET).equals(EXT4);
}

interface DiskInfo {
  readonly format: string;
  readonly 'virtual-size': number;
  readonly 'backing-filename'?: string;
  readonly snapshots?: readonly unknown[];
}

function describeDisk(path: string): string {
  const info = JSON.parse(run('qemu-img', 'info', '--output=json', path)) as DiskInfo;
  const raw = `${path}.raw`;
  run('qemu-img', 'convert', '-O', 'raw', path, raw);
  const made = read(raw);
  rmSync(raw);
  return JSON.stringify({
    format: info.format,
    size: info['virtual-size'],
    backing: info['backing-filename'],
    snapshots: info.snapshots?.length ?? 0,
    isCompressed: info.format === 'qcow2' && isCompressed(path),
    made,
  });
}

function isCompressed(path: string): boolean {
  const check = JSON.parse(run('qemu-img', 'check', '--output=json', path)) as {
    readonly 'compressed-clusters'?: number;
  };
  return (check['compressed-clusters'] ?? 0) > 0;
}

function read(raw: string): string {
  return run('debugfs', '-R', `cat ${MADE}`, raw);
}

function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
