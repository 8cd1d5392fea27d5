import type { Environment } from '@strata/sdk';
import type { QemuOptions } from './schema';

/** The window that is opened, in QEMU's words; undefined for none, or for what QEMU does by itself. */
export function getDisplay(environment: Environment, options: QemuOptions): string | undefined {
  if (options.headless) return undefined;
  // "none" is Packer's word for QEMU's own choice.
  if (options.display && options.display !== 'none') return options.display;
  if (options.use_default_display) return undefined;
  // Packer's QEMU would refuse to start.
  return hasDesktop(environment) ? 'gtk' : undefined;
}

function hasDesktop({ platform, variables }: Environment): boolean {
  return platform !== 'linux' || Boolean(variables['DISPLAY'] || variables['WAYLAND_DISPLAY']);
}
