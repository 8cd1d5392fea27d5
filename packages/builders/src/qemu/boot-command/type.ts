import type { PartContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import type { KeyAction } from './action';
import { SHIFT } from './keys';
import { connectKeyboard, type Keyboard, type VncAddress } from './rfb/connect';

/** What is typed, and how fast. */
export interface TypeRequest {
  readonly vnc: VncAddress;
  readonly actions: readonly KeyAction[];
  /** Milliseconds after each time a key is pressed or let go; `getKeyInterval` gives it. */
  readonly keyInterval: number;
  /** Milliseconds after each run of keys between two waits. */
  readonly groupInterval: number;
}

type Context = Pick<PartContext, 'ports' | 'reporter' | 'signal'>;

/**
 * Types a boot command at a machine's keyboard, over VNC. Keys are never shown: there may be a password among them.
 *
 * @throws Failure when the VNC server cannot be reached, lets nobody in, or goes away; the reason of the signal
 */
export async function typeBootCommand(context: Context, request: TypeRequest): Promise<void> {
  const { ports, reporter, signal } = context;
  if (request.actions.length === 0) return;
  reporter.say(`Connecting to VM via VNC (${request.vnc.host}:${request.vnc.port})`);
  await using keyboard = await connectKeyboard(request.vnc, signal);
  const typist = createTypist(context, request, keyboard);
  reporter.say('Typing the boot commands over VNC...');
  using activity = createActivities(
    reporter,
    ports.clock,
  )({ label: 'typing the boot command', unit: 'items', total: request.actions.length });
  for (const action of request.actions) {
    signal.throwIfAborted();
    await typist.carryOut(action);
    activity.add(1);
  }
  await typist.endGroup();
}

interface Typist {
  carryOut(action: KeyAction): Promise<void>;
  endGroup(): Promise<void>;
}

function createTypist(
  { ports, reporter, signal }: Context,
  request: TypeRequest,
  keyboard: Keyboard,
): Typist {
  let hasTyped = false;
  const either = AbortSignal.any([signal, keyboard.lost]);
  const sleep = async (milliseconds: number) => {
    if (milliseconds > 0) await ports.clock.sleep(milliseconds, either);
  };
  const send = async (keysym: number, down: boolean) => {
    await keyboard.send(keysym, down);
    await sleep(request.keyInterval);
  };
  const endGroup = async () => {
    if (hasTyped) await sleep(request.groupInterval);
    hasTyped = false;
  };
  const stroke = async ({ keysym, shift, stroke }: KeyAction & { readonly kind: 'key' }) => {
    hasTyped = true;
    if (shift && stroke !== 'release') await send(SHIFT, true);
    if (stroke !== 'release') await send(keysym, true);
    if (stroke !== 'hold') await send(keysym, false);
    if (shift && stroke !== 'hold') await send(SHIFT, false);
  };
  return {
    endGroup,
    async carryOut(action) {
      if (action.kind === 'key') return stroke(action);
      await endGroup();
      if (action.kind === 'wait') await sleep(action.milliseconds);
      else reporter.say(action.message);
    },
  };
}
