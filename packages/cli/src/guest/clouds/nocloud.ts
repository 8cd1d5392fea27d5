import { makeSeed, SEED_LABEL } from '../seed';
import type { MakeCloud } from './cloud';

/** No cloud: a medium with a label that cloud-init looks for. */
export const makeNoCloud: MakeCloud = (identity) => ({
  cd_label: SEED_LABEL,
  cd_content: makeSeed(identity),
  // Every disk that starts has the driver of its own bus at hand; that of a CD comes later, or never.
  cdrom_interface: 'virtio',
});
