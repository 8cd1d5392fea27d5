import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sourceDateEpoch } from '../../../source-date-epoch';
import type { StoreContext } from '../../../store/context';
import { getTemporaryPath } from '../../../store/json-file';
import { makeEntry, type TarItem, writeTar } from '../../../tar';
import { runProgram } from '../../../tar/run-program';
import { toolFailed } from '../problems';
import { embeddedConfig } from './grub-config';
import { type HostFile, readHostFile } from './host-file';
import { keepGrub } from './kept-grub';

/** The two GRUBs, as `grub-mkimage` names them. */
export type GrubPlatform = 'i386-pc' | 'x86_64-efi';

const packages: Readonly<Record<GrubPlatform, string>> = {
  'i386-pc': 'grub-pc-bin',
  'x86_64-efi': 'grub-efi-amd64-bin',
};

/** Everything that it takes to find a root file system and start its kernel; nothing is loaded from the disk later. */
const modules = [
  ...['normal', 'configfile', 'linux', 'search', 'search_fs_uuid', 'part_gpt', 'part_msdos', 'ext2', 'fat'],
  ...['terminal', 'echo', 'test', 'gzio', 'memdisk', 'tar', 'minicmd', 'reboot', 'halt', 'sleep'],
];

const ownModules: Readonly<Record<GrubPlatform, readonly string[]>> = {
  'i386-pc': ['biosdisk', 'serial'],
  'x86_64-efi': ['efi_gop', 'all_video'],
};

/** A file that a platform's folder has whenever its package is installed. */
export function getGrubFile(platform: GrubPlatform, name: string): HostFile {
  return { path: join('/usr/lib/grub', platform, name), package: packages[platform] };
}

interface GrubRequest {
  readonly config: string;
  readonly signal?: AbortSignal;
}

/** Gives a GRUB that has its configuration inside. @throws Failure LAY102, LAY009 or LAY010 */
export async function makeGrubImage(
  store: StoreContext,
  platform: GrubPlatform,
  request: GrubRequest,
): Promise<Buffer> {
  const files = ['moddep.lst', 'kernel.img'].map((name) => getGrubFile(platform, name));
  for (const file of files) await readHostFile(file);
  const parts = [platform, ...getModules(platform), embeddedConfig, request.config];
  return keepGrub(store, { parts, files: files.map(({ path }) => path) }, () =>
    runMkimage(store, platform, request),
  );
}

function getModules(platform: GrubPlatform): readonly string[] {
  return [...modules, ...ownModules[platform]];
}

async function runMkimage(
  store: StoreContext,
  platform: GrubPlatform,
  { config, signal }: GrubRequest,
): Promise<Buffer> {
  const folder = getTemporaryPath(store, 'grub');
  await mkdir(folder);
  try {
    const memdisk = join(folder, 'memdisk');
    const embedded = join(folder, 'embedded');
    await writeFile(memdisk, await buffer(writeTar(makeMemdisk(Buffer.from(config)))));
    await writeFile(embedded, embeddedConfig);
    // It wants to sync what it writes, which standard output cannot.
    const output = join(folder, 'image');
    const files = ['-o', output, '-c', embedded, '-m', memdisk, '-p', '(memdisk)/'];
    await runProgram({
      command: 'grub-mkimage',
      args: ['-O', platform, ...files, ...getModules(platform)],
      searchPath: store.searchPath,
      package: 'grub-common',
      refuse: (message) => toolFailed('grub-mkimage', message),
      ...(signal && { signal }),
    });
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* makeMemdisk(config: Buffer): AsyncGenerator<TarItem> {
  const { length: size } = config;
  yield {
    kind: 'entry',
    entry: makeEntry({ type: 'file', path: 'grub.cfg', size, mtime: sourceDateEpoch }),
  };
  yield { kind: 'data', bytes: config };
}
