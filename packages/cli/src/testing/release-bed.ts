import { type PushRegistry, startPushRegistry } from '../../../layers/src/testing/push-registry';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from './workspace-fixture';

/** A workspace with an image and its child, built, and a registry for them. */
export interface ReleaseBed extends AsyncDisposable {
  readonly workspace: WorkspaceFixture;
  readonly registry: PushRegistry;
  build(): Promise<void>;
  /** The command line of a release of both, the child first: the graph sorts them. */
  getArguments(...flags: readonly string[]): readonly string[];
  /** What the tags stand for. */
  getTags(): Readonly<Record<string, string | undefined>>;
  /** Requests that change something. @param from how many were asked before */
  getChanges(from: number): readonly string[];
}

export const family = ['images/web', 'images/golden'];

export async function openReleaseBed(): Promise<ReleaseBed> {
  const workspace = createWorkspaceFixture();
  workspace.image('golden', shellSteps('echo one > /etc/one'));
  workspace.child('web', 'golden', shellSteps('echo two > /etc/two'));
  const build = async () => {
    const built = await workspace.strata('build', 'images/web');
    if (built.code !== 0) throw new Error(built.out + built.err);
  };
  await build();
  const registry = await startPushRegistry();
  const untested = ['-without-tests=golden', '-without-tests=web'];
  return {
    ...{ workspace, registry, build },
    getArguments: (...flags) => [
      ...['release', `-to=${registry.host}/team/{image}:1`],
      ...untested,
      ...flags,
      ...family,
    ],
    getTags: () => {
      const tags = ['golden', 'web'].map(
        (name) => [name, registry.repositories.get(`team/${name}`)?.tags.get('1')] as const,
      );
      return Object.fromEntries(tags);
    },
    getChanges: (from) => registry.log.slice(from).filter((line) => !/^(?:GET|HEAD) /.test(line)),
    [Symbol.asyncDispose]: async () => {
      await registry[Symbol.asyncDispose]();
      workspace[Symbol.dispose]();
    },
  };
}
