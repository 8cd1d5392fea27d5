import { defineSchema } from '@strata/sdk';
import { filterSchema, subnetFilterSchema } from './filters';

const run = { affects: 'run' } as const;

/** Where the machine stands in the network, and who may reach it there. */
export const networkFields = defineSchema({
  options: {
    vpc_id: {
      type: 'string',
      ...run,
      doc: "The machine's VPC. By default the subnet's, or the default VPC.",
    },
    subnet_id: { type: 'string', ...run, doc: "The machine's subnet." },
    availability_zone: {
      type: 'string',
      ...run,
      doc: 'Zone to launch in. By default one that offers the instance type.',
    },
    associate_public_ip_address: {
      type: 'bool',
      ...run,
      doc: 'Whether the machine gets a public address. By default what the subnet says.',
    },
    security_group_id: {
      type: 'string',
      ...run,
      doc: 'Security group of the machine, in place of one that is made.',
    },
    security_group_ids: { type: { list: 'string' }, ...run, doc: 'Several of them.' },
    temporary_security_group_source_cidrs: {
      type: { list: 'string' },
      ...run,
      doc: 'Address ranges that may reach the machine. By default this machine alone, by the address that it has in the internet; Packer lets everybody in.',
    },
    temporary_security_group_source_public_ip: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'As in Packer: lets this machine in by the address that it has in the internet, which is the default here.',
    },
  },
  blocks: {
    vpc_filter: { schema: filterSchema, count: 'one', doc: 'Looks for the VPC; exactly one must be found.' },
    subnet_filter: { schema: subnetFilterSchema, count: 'one', doc: 'Looks for the subnet.' },
    security_group_filter: { schema: filterSchema, count: 'one', doc: 'Looks for the security groups.' },
  },
});
