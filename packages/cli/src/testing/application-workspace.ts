import { join } from 'node:path';
import { addAgentImage } from './agent-image';
import { runInFolder } from './run-in-folder';
import type { MemoryEnd } from './run-in-memory';
import { createWorkspaceFixture, type WorkspaceFixture } from './workspace-fixture';

/** A workspace with an application in `apps/app`, and the image `box` to try it in. */
export interface ApplicationWorkspace extends Disposable {
  readonly fixture: WorkspaceFixture;
  /** Runs a command line in this process: one of its own takes longer to start than an application to be tried. */
  strata(...args: readonly string[]): Promise<MemoryEnd>;
  /** Writes the application's definition: the usual one, with changes. */
  write(changes?: object): void;
  /** Writes it, packages it and tries it. */
  tryOut(changes: object, ...flags: readonly string[]): Promise<MemoryEnd>;
}

const usual = {
  version: '1.0.0',
  package: { kind: 'files', files: [{ from: 'files', to: '/opt/app' }] },
  test: { image: 'box', check: 'grep one /opt/app/a' },
};

export async function createApplicationWorkspace(): Promise<ApplicationWorkspace> {
  const fixture = createWorkspaceFixture();
  const { root } = fixture;
  const strata: ApplicationWorkspace['strata'] = (...args) =>
    runInFolder(root, args, {
      PATH: process.env.PATH ?? '',
      HOME: root,
      XDG_CACHE_HOME: join(root, 'cache'),
    });
  const write = (changes: object = {}) => {
    fixture.write('apps/app/files/a', 'one\n');
    fixture.write('apps/app/files/sub/b', 'two\n');
    fixture.write('apps/app/vm-app.json', JSON.stringify({ ...usual, ...changes }, undefined, 1));
  };
  addAgentImage(fixture, 'box');
  const built = await strata('build', 'images/box');
  if (built.code !== 0) throw new Error(built.out + built.err);
  return {
    ...{ fixture, strata, write },
    tryOut: async (changes, ...flags) => {
      write(changes);
      const { code, err } = await strata('package-vm-app', 'apps/app');
      if (code !== 0) throw new Error(err);
      return strata('test-vm-app', ...flags, 'apps/app');
    },
    [Symbol.dispose]: () => fixture[Symbol.dispose](),
  };
}
