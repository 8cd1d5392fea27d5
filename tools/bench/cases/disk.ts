import type { Case } from '../case';
import { measureAfterEdit } from '../disk/after-edit';
import { measureChangedBlocks } from '../disk/changed-blocks';
import { measureFromLayers } from '../disk/from-layers';
import { measureVmdk } from '../disk/vmdk';
import { time } from '../measure';

/** Disks of golden and of images on it: how long they take, and how much of them an edit changes. */
export const disk: Case = {
  name: 'disk',
  title: 'disks of golden and of images on it',
  run: async (bed) => {
    await time(bed.strata('build', 'images/golden'));
    return [
      ...(await measureFromLayers(bed)),
      ...(await measureAfterEdit(bed)),
      ...(await measureVmdk(bed)),
      // Last, since it edits golden.
      ...(await measureChangedBlocks(bed)),
    ];
  },
};
