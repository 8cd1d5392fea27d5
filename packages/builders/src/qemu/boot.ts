import { Failure, hasErrors } from '@strata/diagnostics';
import { fillPlaceholders, type Text } from '@strata/sdk';
import {
  getKeyInterval,
  type KeyAction,
  parseBootCommand,
  parseBootSteps,
  typeBootCommand,
} from './boot-command';
import type { QemuOptions } from './schema';
import type { Work } from './work';

/** What the boot command may speak of. */
export interface BootValues {
  readonly HTTPIP: string;
  readonly HTTPPort: string;
  readonly Name: string;
  readonly SSHPublicKey: string;
}

/** Waits for the machine's firmware or installer, and types what the template says. */
export async function typeAtBoot(
  { context, options }: Work,
  vnc: { readonly port: number; readonly password: Text | undefined },
  values: BootValues,
): Promise<void> {
  const actions = getActions(options, values);
  if (options.disable_vnc || actions.length === 0) return;
  if (options.boot_wait > 0) {
    context.reporter.say(`Waiting ${options.boot_wait / 1_000}s for boot...`);
    await context.ports.clock.sleep(options.boot_wait, context.signal);
  }
  await typeBootCommand(context, {
    vnc: { host: getVncHost(options), ...vnc },
    actions,
    keyInterval: getKeyInterval(options.boot_key_interval, context.ports.environment),
    groupInterval: options.boot_keygroup_interval,
  });
}

/** Who listens everywhere is reached here. */
function getVncHost({ vnc_bind_address: address }: QemuOptions): string {
  return address === '0.0.0.0' || address === '' ? '127.0.0.1' : address;
}

function getActions(options: QemuOptions, values: BootValues): readonly KeyAction[] {
  const fill = (text: string) => fillPlaceholders(text, { ...values });
  const command = (options.boot_command ?? []).join('');
  const { value, diagnostics } =
    command === ''
      ? parseBootSteps((options.boot_steps ?? []).map((step) => step.map(fill)))
      : parseBootCommand(fill(command));
  if (hasErrors(diagnostics) || !value) throw new Failure(diagnostics);
  return value;
}
