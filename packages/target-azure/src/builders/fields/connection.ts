import { communicatorFields, defineSchema } from '@strata/sdk';

const { ssh_username: sshUser, winrm_username: winrmUser } = communicatorFields.options;

/** Who Packer logs in as, where a template names nobody. */
export const USUAL_USER = 'packer';

/** How this machine gets to the other. */
export const connectionFields = defineSchema({
  options: {
    ...communicatorFields.options,
    ssh_username: { ...sshUser, default: USUAL_USER },
    winrm_username: { ...winrmUser, default: USUAL_USER },
    host_key_by_custom_data: {
      type: 'bool',
      affects: 'run',
      doc: 'Gives the machine a host key by custom data (cloud-init), and accepts no other. By default where the source is of the marketplace, the system is Linux and no custom data is given. Packer has no such option, and accepts any key.',
    },
  },
});
