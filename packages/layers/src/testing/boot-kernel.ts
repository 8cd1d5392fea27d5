import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A kernel of Debian with the drivers of QEMU's disks. */
export interface BootKernel {
  readonly kernel: string;
  /** In the order in which they need each other. */
  readonly modules: readonly string[];
}

const kept = resolve(__dirname, '../../../../.strata/test-kernel');
/** Changed with what is below. */
const version = '1';

const drivers = [
  ...['virtio_ring', 'virtio', 'virtio_pci_legacy_dev', 'virtio_pci_modern_dev', 'virtio_pci'].map(
    (name) => `virtio/${name}`,
  ),
  'block/virtio_blk',
];

/** Fetched once, from this machine's mirror, and kept in the workspace. */
export function getBootKernel(): BootKernel {
  const folder = join(kept, version);
  if (!existsSync(folder)) fetchKernel(folder);
  const modules = drivers.map((name) => join(folder, `${name.split('/').at(-1)}.ko`));
  return { kernel: join(folder, 'vmlinuz'), modules };
}

/** Two tests at once fetch it twice; whoever is first wins. */
function fetchKernel(folder: string): void {
  mkdirSync(kept, { recursive: true });
  const draft = mkdtempSync(join(kept, 'draft-'));
  try {
    unpackKernel(draft);
    const result = join(draft, 'result');
    mkdirSync(result);
    const [release = ''] = readdirSync(join(draft, 'lib/modules'));
    cpSync(join(draft, 'boot', `vmlinuz-${release}`), join(result, 'vmlinuz'));
    for (const name of drivers) {
      const from = join(draft, 'lib/modules', release, 'kernel/drivers', `${name}.ko`);
      cpSync(from, join(result, `${name.split('/').at(-1)}.ko`));
    }
    renameSync(result, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function unpackKernel(folder: string): void {
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const depends = run('apt-cache', 'depends', 'linux-image-cloud-amd64');
  const name = depends.match(/linux-image-\S+cloud\S+$/mu)?.[0];
  if (name === undefined) throw new Error('apt knows no linux-image-cloud-amd64: apt-get update');
  run('apt-get', 'download', name);
  for (const file of readdirSync(folder)) run('dpkg-deb', '-x', file, '.');
}
