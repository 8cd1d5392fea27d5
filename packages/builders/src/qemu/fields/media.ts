import { defineSchema } from '@strata/sdk';

/** Floppy and CD that are made for the machine, and the server that it may ask. */
export const mediaFields = defineSchema({
  options: {
    floppy_files: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Files for the root of a floppy; patterns are followed.',
    },
    floppy_dirs: { type: { list: 'string' }, affects: 'result', doc: 'Folders for it, with all in them.' },
    floppy_content: {
      type: { map: 'string' },
      affects: 'result',
      secret: true,
      doc: 'Texts for it, by path.',
    },
    floppy_label: { type: 'string', affects: 'result', default: 'packer', doc: 'Its label.' },
    cd_files: { type: { list: 'string' }, affects: 'result', doc: 'Files and folders for a second CD.' },
    cd_content: { type: { map: 'string' }, affects: 'result', secret: true, doc: 'Texts for it, by path.' },
    cd_label: { type: 'string', affects: 'result', default: 'packer', doc: 'Its label.' },
    cdrom_interface: {
      type: 'string',
      affects: 'result',
      doc: 'How the machine sees its CDs: `ide`, `scsi`, `virtio`, `virtio-scsi`.',
    },
    http_directory: {
      type: 'string',
      affects: 'result',
      path: 'directory',
      doc: 'Folder that the machine can read over HTTP.',
    },
    http_content: {
      type: { map: 'string' },
      affects: 'result',
      secret: true,
      doc: 'Texts that it can read there, by path.',
    },
    http_port_min: { type: 'number', affects: 'run', default: 8000, doc: 'First port of that server.' },
    http_port_max: { type: 'number', affects: 'run', default: 9000, doc: 'Last port of it.' },
    http_bind_address: {
      type: 'string',
      affects: 'run',
      doc: 'Where it listens. By default this machine alone, or everywhere with `net_bridge`.',
    },
    http_interface: { type: 'string', affects: 'run', doc: 'Network interface whose address it is.' },
    http_network_protocol: {
      type: 'string',
      affects: 'run',
      default: 'tcp',
      allowed: ['tcp', 'tcp4', 'tcp6', 'udp', 'udp4', 'udp6', 'unix', 'unixgram', 'unixpacket'],
      doc: 'Accepted for templates that have it.',
    },
  },
});
