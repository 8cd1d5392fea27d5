import { communicatorFields, defineSchema } from '@strata/sdk';

const {
  ssh_username: sshUser,
  ssh_timeout: sshTimeout,
  winrm_username: winrmUser,
} = communicatorFields.options;

/** Who Packer logs in as, where a template names nobody. */
export const USUAL_USER = 'packer';

/** How long a machine that was just made is waited for, as in Packer: longer than others. */
export const USUAL_PATIENCE = 1_200_000;

/** How this machine gets to the other. */
export const connectionFields = defineSchema({
  options: {
    ...communicatorFields.options,
    ssh_username: { ...sshUser, default: USUAL_USER },
    ssh_timeout: { ...sshTimeout, doc: 'How long to wait until the machine answers. By default 20m.' },
    winrm_username: { ...winrmUser, default: USUAL_USER },
    host_key_by_custom_data: {
      type: 'bool',
      affects: 'run',
      doc: 'Gives the machine a host key by custom data (cloud-init), and accepts no other. By default where the source is of the marketplace, the system is Linux and no custom data is given. Packer has no such option, and accepts any key.',
    },
  },
});
