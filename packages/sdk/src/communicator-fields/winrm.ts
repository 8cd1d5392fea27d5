import { defineSchema } from '../schema';

/** Packer's WinRM fields. Source: Packer's documentation, "WinRM communicator". */
export const winrmFields = defineSchema({
  options: {
    winrm_username: { type: 'string', affects: 'run', doc: 'User to log in as.' },
    winrm_password: { type: 'string', affects: 'run', secret: true, doc: 'Password.' },
    winrm_host: {
      type: 'string',
      affects: 'run',
      doc: "Name or address of the machine. By default the builder's.",
    },
    winrm_port: {
      type: 'number',
      affects: 'run',
      doc: 'Port of the WinRM service. By default 5985, with `winrm_use_ssl` 5986.',
    },
    winrm_timeout: {
      type: 'duration',
      affects: 'run',
      default: 1_800_000,
      doc: 'How long to wait until the machine answers.',
    },
    winrm_use_ssl: { type: 'bool', affects: 'run', default: false, doc: 'Uses HTTPS.' },
    winrm_insecure: { type: 'bool', affects: 'run', default: false, doc: 'Accepts any certificate.' },
    winrm_use_ntlm: {
      type: 'bool',
      affects: 'run',
      doc: 'Logs in by NTLM instead of Basic, which Windows allows by itself and which shows the password to nobody. By default as the builder knows its machines.',
    },
    winrm_no_proxy: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Taken as in Packer; no proxy is used in any case.',
    },
  },
});
