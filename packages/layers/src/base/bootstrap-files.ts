import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatAptConfiguration } from '../apt/lists/configuration';
import { type Replacements, writeReducedLists } from '../apt/lists/reduce';
import type { AptFacts } from '../apt/lock/facts';
import type { LocatedSuite } from '../apt/lock/locate';
import type { BaseRequest } from '../apt/lock/resolve';
import { distributions } from '../apt/sources/distribution';
import { formatSources } from '../apt/sources/format';
import type { SuiteSource } from '../apt/sources/select';
import { bootstrapHook, deferredInitrd, hostKeys } from './bootstrap-hook';

export interface BootstrapFiles {
  readonly request: BaseRequest;
  readonly facts: AptFacts;
  readonly sources: readonly SuiteSource[];
  readonly suites: readonly LocatedSuite[];
  readonly proxy: string;
  readonly replacements: Replacements;
}

/** Writes mmdebstrap's hook and the files that it reads; gives their folder. */
export async function writeBootstrapFiles(scratch: string, files: BootstrapFiles): Promise<string> {
  const folder = join(scratch, 'bootstrap');
  await mkdir(folder, { recursive: true });
  const { keyring } = distributions[files.request.distribution];
  const texts = {
    hook: bootstrapHook,
    'apt.conf': formatAptConfiguration({ proxy: files.proxy, httpsProxy: undefined }),
    'sources.list': formatSources(files.sources, undefined),
    keyring,
    ...('initramfs-tools' in files.facts.packages && { 'defer-initrd': deferredInitrd }),
    ...('openssh-server' in files.facts.packages && { 'host-keys': hostKeys }),
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  await writeReducedLists(join(folder, 'lists'), files.suites, {
    packages: files.facts.packages,
    replacements: files.replacements,
  });
  return folder;
}
