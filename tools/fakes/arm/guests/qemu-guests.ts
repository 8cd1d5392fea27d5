import { createQemuGuests, type QemuGuestsOptions } from '../../guests/qemu-guests';
import { describeMachine } from './describe-machine';
import type { Guests } from './guests';

/** Machines as machines of QEMU's. */
export function qemuGuests(options: QemuGuestsOptions = {}): Guests {
  return createQemuGuests(describeMachine, options);
}
