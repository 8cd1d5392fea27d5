import { defineSchema } from '@strata/sdk';

/** How the machine is connected, and where what becomes of it is put. */
export const networkFields = defineSchema({
  options: {
    net_device: { type: 'string', affects: 'result', default: 'virtio-net', doc: 'Its network card.' },
    net_bridge: {
      type: 'string',
      affects: 'result',
      doc: 'Bridge of this machine to connect it to, in place of a network of its own. On Linux.',
    },
    host_port_min: {
      type: 'number',
      affects: 'run',
      default: 2222,
      doc: 'First port of this machine that may lead to the communicator’s.',
    },
    host_port_max: { type: 'number', affects: 'run', default: 4444, doc: 'Last of them.' },
    skip_nat_mapping: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Takes the communicator’s own port instead.',
    },
    output_directory: {
      type: 'string',
      affects: 'run',
      doc: 'Folder that is made for the artifact. By default `output-` and the name of the build.',
    },
    vm_name: {
      type: 'string',
      affects: 'result',
      doc: 'Name of the machine and of its disk’s file. By default `packer-` and the name of the build.',
    },
  },
});
