import { defineSchema } from '@strata/sdk';

const run = { affects: 'run' } as const;

/** Where the machine stands in the network, and who may reach it there. */
export const networkFields = defineSchema({
  options: {
    virtual_network_name: {
      type: 'string',
      ...run,
      doc: 'A virtual network that is there. By default one is made.',
    },
    virtual_network_resource_group_name: {
      type: 'string',
      ...run,
      doc: 'Its resource group. By default the only one that has a network of that name.',
    },
    virtual_network_subnet_name: { type: 'string', ...run, doc: 'Its subnet. By default the only one.' },
    private_virtual_network_with_public_ip: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Gives the machine a public address in a network that is there as well.',
    },
    allowed_inbound_ip_addresses: {
      type: { list: 'string' },
      ...run,
      doc: 'Addresses and ranges that may reach the machine. By default this machine alone, by the address that it has in the internet; Packer lets everybody in.',
    },
    public_ip_sku: { type: 'string', ...run, doc: '`Standard`; Azure makes no `Basic` addresses any more.' },
    accelerated_networking: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Hands the network card to the machine itself, where the size can do that.',
    },
  },
});
