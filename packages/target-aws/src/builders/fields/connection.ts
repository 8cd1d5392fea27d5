import { defineSchema } from '@strata/sdk';

const run = { affects: 'run' } as const;

/** How this machine gets to the other. */
export const connectionFields = defineSchema({
  options: {
    ssh_interface: {
      type: 'string',
      ...run,
      doc: 'Address to connect to: `public_ip`, `private_ip`, `public_dns`, `private_dns`, `ipv6`, or `session_manager` for a tunnel. By default the public address, or the private one where there is none.',
    },
    host_key_by_user_data: {
      type: 'bool',
      ...run,
      doc: 'Gives the machine a host key by user data (cloud-init), and accepts no other. By default where the name of the source is that of a system with cloud-init, and no user data is given. Packer has no such option, and accepts any key.',
    },
    pause_before_ssm: {
      type: 'duration',
      ...run,
      default: 10_000,
      doc: 'How long to wait before the tunnel of the Session Manager is asked for.',
    },
    session_manager_port: {
      type: 'number',
      ...run,
      doc: "This machine's end of that tunnel. By default any port that is free.",
    },
  },
});
