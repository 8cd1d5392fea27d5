import { Failure } from '@strata/diagnostics';
import type { ProcessSpec } from '../ports';
import { createProvisionContext, createTestPorts } from '../testing';
import { findContainerEngine } from './engine';

/** A machine on which programs say these words and end with these codes. */
function createContext(programs: Readonly<Record<string, readonly [number, string]>>) {
  const processes = {
    run: async ({ command, onOutput }: ProcessSpec) => {
      const [code, said] = programs[command] ?? [127, 'not found'];
      onOutput?.(code === 0 ? 'stdout' : 'stderr', Buffer.from(said));
      return { code, signal: undefined };
    },
  };
  return createProvisionContext({ ports: { ...createTestPorts(), processes } });
}

const noDaemon = [1, 'Cannot connect to the Docker daemon'] as const;

test('docker is taken when it answers', async () => {
  const engine = await findContainerEngine(createContext({ docker: [0, 'Docker'], podman: [0, 'Podman'] }));
  expect([engine.program, await engine.isPodman()]).toEqual(['docker', false]);
});

test('podman is taken where docker has no daemon', async () => {
  const context = createContext({ docker: noDaemon, podman: [0, 'podman version 4'] });
  const engine = await findContainerEngine(context, 'docker');
  expect([engine.program, await engine.isPodman()]).toEqual(['podman', true]);
});

test('what the template names is taken or nothing', async () => {
  const context = createContext({ docker: noDaemon, podman: [0, 'Podman'] });
  await expect(findContainerEngine(context, '/opt/docker')).rejects.toThrow(Failure);
});

test('when none answers, each one’s reason is told', async () => {
  const failure = await findContainerEngine(createContext({ docker: noDaemon })).catch(
    (error: Failure) => error,
  );
  const [diagnostic] = (failure as Failure).diagnostics;
  expect(diagnostic?.code).toBe('SDK011');
  expect(diagnostic?.detail).toContain(
    'docker: "docker version" failed: Cannot connect to the Docker daemon',
  );
  expect(diagnostic?.detail).toContain('podman: "podman version" failed: not found');
});
