import { defineSchema } from '@strata/sdk';
import { nameValueSchema } from './name-value';

const run = { affects: 'run' } as const;
const result = { affects: 'result' } as const;

/** What is encrypted of a confidential machine where the template does not say. */
export const USUAL_ENCRYPTION = 'VMGuestStateOnly';

const spotSchema = defineSchema({
  options: {
    eviction_policy: {
      type: 'string',
      ...run,
      doc: 'What becomes of the machine when Azure wants it back: `Delete` or `Deallocate`.',
    },
    max_price: {
      type: 'number',
      ...run,
      doc: 'Most that is paid for an hour, in dollars. By default up to the usual price.',
    },
  },
});

/** The machine that is provisioned. */
export const virtualMachineFields = defineSchema({
  options: {
    os_type: { type: 'string', ...result, required: true, doc: '`Linux` or `Windows`.' },
    location: {
      type: 'string',
      affects: 'result',
      doc: 'Region to work in: `westeurope`. In place of it a `build_resource_group_name`, whose region it is then.',
    },
    vm_size: {
      type: 'string',
      ...run,
      default: 'Standard_D2s_v5',
      doc: "Size of the machine. Packer's own, Standard_A1, is not to be had any more.",
    },
    user_assigned_managed_identities: {
      type: { list: 'string' },
      ...run,
      doc: 'Ids of identities that the machine has.',
    },
    custom_data: { type: 'string', ...run, doc: 'What cloud-init reads, as text or in Base64.' },
    custom_data_file: { type: 'string', ...run, doc: 'File that holds it.' },
    user_data: {
      type: 'string',
      ...run,
      doc: 'What the machine can ask its metadata service for, as text or in Base64.',
    },
    user_data_file: { type: 'string', ...run, doc: 'File that holds it.' },
    custom_script: {
      type: 'string',
      ...run,
      doc: "A command that Azure's script extension runs before the machine is connected to.",
    },
    boot_diag_storage_account: {
      type: 'string',
      ...run,
      doc: 'Storage account for the boot diagnostics, by its name or its address. By default one that Azure keeps.',
    },
    license_type: {
      type: 'string',
      ...result,
      doc: 'A licence that is there already: `Windows_Client`, `Windows_Server`, `RHEL_BYOS`, `SLES_BYOS`.',
    },
    secure_boot_enabled: { type: 'bool', ...run, default: false, doc: 'Starts signed boot loaders alone.' },
    vtpm_enabled: { type: 'bool', ...run, default: false, doc: 'The machine has a TPM.' },
    security_type: { type: 'string', ...run, doc: '`TrustedLaunch` or `ConfidentialVM`.' },
    security_encryption_type: {
      type: 'string',
      ...run,
      doc: 'What is encrypted of a confidential machine: `VMGuestStateOnly` or `DiskWithVMGuestState`. By default the first.',
    },
    encryption_at_host: {
      type: 'bool',
      ...run,
      doc: "Encrypts caches and temporary disks on the machine's host, too.",
    },
    azure_tags: {
      type: { map: 'string' },
      ...result,
      doc: 'Tags of everything that is made, and of the image.',
    },
    temp_compute_name: { type: 'string', ...run, doc: "The machine's name. By default one by chance." },
    temp_nic_name: { type: 'string', ...run, doc: "Its network interface's name." },
    temp_os_disk_name: { type: 'string', ...run, doc: "Its disk's name." },
    temp_resource_group_name: {
      type: 'string',
      ...run,
      doc: 'Name of the resource group that is made for the build and deleted with all that is in it.',
    },
    build_resource_group_name: {
      type: 'string',
      ...run,
      doc: 'A resource group that is there, to build in; what the build makes there is deleted one by one.',
    },
    custom_resource_build_prefix: {
      type: 'string',
      ...run,
      doc: 'What names of all that is made begin with. `PACKER_AZURE_CUSTOM_RESOURCE_BUILD_PREFIX` says the same.',
    },
  },
  blocks: {
    spot: { schema: spotSchema, count: 'one', doc: 'A machine that Azure may take back, for less money.' },
    azure_tag: { schema: nameValueSchema, count: 'many', doc: 'One of `azure_tags`, as a block.' },
  },
});
