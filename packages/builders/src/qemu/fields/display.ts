import { defineSchema } from '@strata/sdk';

/** Who sees the machine, and who speaks to its emulator. */
export const displayFields = defineSchema({
  options: {
    headless: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Opens no window. Without a desktop none is opened either.',
    },
    display: { type: 'string', affects: 'run', doc: 'Window of the machine: `gtk`, `sdl`, `cocoa`.' },
    use_default_display: { type: 'bool', affects: 'run', default: false, doc: 'Lets QEMU choose it.' },
    vnc_bind_address: { type: 'string', affects: 'run', default: '127.0.0.1', doc: 'Where VNC listens.' },
    vnc_port_min: { type: 'number', affects: 'run', default: 5900, doc: 'First port for VNC.' },
    vnc_port_max: { type: 'number', affects: 'run', default: 6000, doc: 'Last port for VNC.' },
    vnc_use_password: { type: 'bool', affects: 'run', default: false, doc: 'Asks for a password there.' },
    vnc_password: {
      type: 'string',
      affects: 'run',
      secret: true,
      doc: 'That password, up to eight characters. By default one is drawn.',
    },
    disable_vnc: { type: 'bool', affects: 'run', default: false, doc: 'Types no boot command.' },
    qmp_enable: { type: 'bool', affects: 'run', default: false, doc: 'Opens a QMP socket for your own use.' },
    qmp_socket_path: {
      type: 'string',
      affects: 'run',
      doc: 'Path of that socket. By default `VM_NAME.monitor` in the output directory.',
    },
  },
});
