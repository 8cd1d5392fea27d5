import { Failure } from '@strata/diagnostics';
import type { ProvisionContext } from '@strata/sdk';
import { problem } from '../codes';
import { type CliContext, EXIT } from '../context';
import { defineFlags } from '../flags';
import { guestFlags, readGuestMachine } from '../guest/guest-machine';
import { runInGuest } from '../guest/run-in-guest';
import { openTemplates } from '../open-templates';
import { defineCommand } from './command';
import { findReceipt } from './find-receipt';
import { getChoices } from './shared-flags';

const flags = defineFlags({
  source: { kind: 'text', placeholder: 'TYPE.NAME', doc: 'Which source, when the image has several.' },
  ...guestFlags,
  command: {
    kind: 'text',
    placeholder: 'COMMAND',
    doc: 'Run this in the machine and leave, in place of waiting.',
  },
  checkpoints: {
    kind: 'switch',
    initially: true,
    doc: 'Keep the machine as it is when it is up, and begin from there the next time.',
  },
});

/** `strata boot`: starts a built image as a machine, until it is interrupted. What is changed in it is thrown away. */
export const boot = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    const choices = getChoices({ flags: { var: [], 'var-file': [], only: [], except: [] }, rest: [] });
    const { command, checkpoints, source } = input.flags;
    const machine = readGuestMachine(input.flags);
    await using opened = await openTemplates(context, input.rest, { choices, checkpoints });
    const [project] = opened.templates;
    if (!project || opened.templates.length > 1)
      throw new Failure(problem('CLI007', { detail: 'One image is started at a time.' }));
    const image = await findReceipt(context.ports.files, project, source);
    let code: number = EXIT.failure;
    const result = await runInGuest(opened.session, {
      ...{ project, image, machine },
      label: command === undefined ? 'machine' : 'command',
      work: async (guest) => {
        code = EXIT.success;
        if (command === undefined) await waitForEnd(context, guest);
        else code = await runCommand(context, guest, command);
      },
    });
    return result.outcome === 'failed' ? EXIT.failure : code;
  },
});

/** The user ends it, as other programs that serve something. */
async function waitForEnd({ out, signal }: CliContext, { facts }: ProvisionContext): Promise<void> {
  const { Host, Port, SSHPrivateKeyFile: key, User } = facts;
  const unknownHost = '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null';
  out.write(`The machine is up. Log in with:\n  ssh -i ${key} -p ${Port} ${unknownHost} ${User}@${Host}\n`);
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

async function runCommand(
  { out, err }: CliContext,
  { communicator, signal }: ProvisionContext,
  command: string,
): Promise<number> {
  const onOutput = ({ stream, data }: { stream: 'stdout' | 'stderr'; data: Buffer }) =>
    void (stream === 'stdout' ? out : err).write(data.toString());
  const exit = await communicator.exec({ command, onOutput }, signal);
  return exit.kind === 'exited' ? exit.code : EXIT.failure;
}
