import { defineSchema } from '@strata/sdk';

/** What the machine is made of besides disks. */
export const hardwareFields = defineSchema({
  options: {
    accelerator: {
      type: 'string',
      affects: 'run',
      allowed: ['none', 'kvm', 'tcg', 'hax', 'hvf', 'whpx', 'xen'],
      doc: 'What runs the machine’s processor. By default kvm where a trial shows that it works, else tcg.',
    },
    qemu_binary: { type: 'string', affects: 'run', default: 'qemu-system-x86_64', doc: 'The emulator.' },
    qemuargs: {
      type: { list: { list: 'string' } },
      affects: 'result',
      doc: 'Arguments for it: a switch and its value. What is given here replaces all of that switch that Strata would give.',
    },
    machine_type: {
      type: 'string',
      affects: 'result',
      default: 'pc',
      doc: 'Kind of machine: `pc`, `q35`, `virt`.',
    },
    memory: { type: 'number', affects: 'result', default: 512, doc: 'Memory in mebibytes.' },
    cpus: {
      type: 'number',
      affects: 'result',
      doc: 'Number of processors. By default as many as sockets, cores and threads make.',
    },
    sockets: { type: 'number', affects: 'result', doc: 'Sockets they are in.' },
    cores: { type: 'number', affects: 'result', doc: 'Cores of each.' },
    threads: { type: 'number', affects: 'result', doc: 'Threads of each core.' },
    cpu_model: { type: 'string', affects: 'result', doc: 'Model of the processor: `host`, `max`.' },
    firmware: { type: 'string', affects: 'result', path: 'file', doc: 'Firmware in place of the usual.' },
    use_pflash: { type: 'bool', affects: 'result', default: false, doc: 'Puts it into flash memory.' },
    efi_boot: { type: 'bool', affects: 'result', default: false, doc: 'Starts by UEFI.' },
    efi_firmware_code: {
      type: 'string',
      affects: 'result',
      path: 'file',
      doc: 'Code of the UEFI firmware. By default `/usr/share/OVMF/OVMF_CODE.fd`.',
    },
    efi_firmware_vars: {
      type: 'string',
      affects: 'result',
      path: 'file',
      doc: 'Its variables, which are copied for the machine. By default `/usr/share/OVMF/OVMF_VARS.fd`.',
    },
    efi_drop_efivars: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'Leaves the variables out of the artifact.',
    },
    vtpm: { type: 'bool', affects: 'result', default: false, doc: 'Gives the machine a TPM, by swtpm.' },
    use_tpm1: { type: 'bool', affects: 'result', default: false, doc: 'One of version 1.2.' },
    tpm_device_type: { type: 'string', affects: 'result', default: 'tpm-tis', doc: 'Its device.' },
    vga: { type: 'string', affects: 'result', doc: 'The graphics card: `qxl`, `virtio`.' },
  },
});
