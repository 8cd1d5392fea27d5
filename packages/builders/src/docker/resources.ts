import { createEngine, type ResourceKind } from '@strata/sdk';

/** A container, found by a name that no other build has. */
export const containerKind: ResourceKind<{ readonly program: string; readonly name: string }> = {
  kind: 'docker-container',
  remove: async (context, { program, name }) => {
    const engine = createEngine(context, program);
    // `inspect` fails for a container that never came to be, or is gone.
    const { code } = await engine.run(['container', 'inspect', name], { shown: false });
    if (code !== 0) return;
    // Asked to end, a shell takes all the time that it is given.
    await engine.run(['kill', name], { shown: false });
    await engine.mustRun(['rm', '--force', '--volumes', name], { shown: false });
  },
};
