import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../../codes';
import { copySparse } from '../copy-sparse';
import { getFileStem } from '../file-stem';
import { completeMachine, type Machine } from '../machine';
import { withNewFile } from '../output-file';
import { sectorSize } from '../raw-disk';
import type { WriteDiskRequest } from '../request';
import { makeDescriptorText } from '../vmdk/descriptor';
import { withDisk } from '../with-disk';
import { isVmwareMachine, makeConfiguration, type VmwareMachine } from './configuration';

/**
 * Writes a folder with a machine that VMware starts as it is. Its disk is a flat one, holes and all: the stream-optimised
 * form is for transport, and must be converted before a machine can run from it.
 */
export function writeVmx(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'writing the VMX', blockSize: 1 }, async (disk, work) => {
    const { name, output } = request;
    const machine = getMachine(completeMachine(request.machine));
    const stem = getFileStem(name);
    const names = { disk: `${stem}.vmdk`, flat: `${stem}-flat.vmdk`, settings: `${stem}.vmx` };
    await mkdir(output);
    await withNewFile(join(output, names.flat), async (handle) => {
      await handle.truncate(disk.size);
      await copySparse(disk, handle, work);
    });
    const capacity = disk.size / sectorSize;
    const descriptor = makeDescriptorText({ capacity, kind: 'monolithicFlat', fileName: names.flat });
    await writeFile(join(output, names.disk), descriptor);
    const settings = makeConfiguration({ name, machine, diskFile: names.disk });
    await writeFile(join(output, names.settings), settings);
  });
}

function getMachine(machine: Machine): VmwareMachine {
  if (isVmwareMachine(machine)) return machine;
  throw new Failure(
    problem('LAY121', {
      detail: `VMware has no ${machine.diskController} beside ${machine.network}: virtio is for VirtualBox and QEMU.`,
      hint: 'Choose pvscsi, lsilogic or sata, and vmxnet3, e1000 or e1000e.',
    }),
  );
}
