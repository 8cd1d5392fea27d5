import type { Tree } from '@nx/devkit';
import { type VmAppOptions, writeVmApp } from './write-vm-app';

/** Generator `vm-app`: `nx g @strata/nx:vm-app NAME --packages jq`. */
export async function vmAppGenerator(tree: Tree, options: VmAppOptions): Promise<void> {
  await writeVmApp(tree, options);
}
