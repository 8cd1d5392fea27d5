import { fillIn } from '@strata/sdk/testing';
import { listThings, type OpenedBuild, openBuild } from '../open-build';
import { getTimeLimit, getTold, type MatrixSubject } from './subject';

export type RunBuild = (build: OpenedBuild) => Promise<unknown>;

/** Requests of spot machines stay visible when they are over, as AWS keeps them. */
const isKeptByAws = (thing: string) => thing.includes('sir-');

/** A build on a cloud of its own, which in the end is as it was but for what was to be made. */
export function createBuildSubject(name: string, runBuild: RunBuild): MatrixSubject {
  return {
    name,
    async run(trouble) {
      await using build = await openBuild({ variables: getTimeLimit(trouble), isOneClock: true });
      const before = new Set(listThings(build));
      if (trouble) build.fake.faults.add(trouble.fault);
      const told = await getTold(() => runBuild(build));
      const { calls } = build.fake.log;
      const undone = await getTold(() => (trouble?.end === 'sweep' ? build.sweep() : build.undo()));
      build.fake.faults.clear();
      // What could not be removed is still noted: the next sweep does it.
      if (undone !== 'made') await build.sweep();
      const left = listThings(build).filter((thing) => !before.has(thing) && !isKeptByAws(thing));
      return { told, undone, calls: [...calls], left: left.map(getKind).sort() };
    },
  };
}

/** `eu-central-1 ami-1a2b` without its digits. */
const getKind = (thing: string) => thing.replace(/-[0-9a-f]+$/u, '');

/** Options that a machine of every builder needs. */
export function fillInMachine(
  build: OpenedBuild,
  schema: Parameters<typeof fillIn>[0],
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return fillIn(schema, {
    region: 'eu-central-1',
    source_ami: build.sourceId,
    instance_type: 't3.small',
    ssh_username: 'admin',
    temporary_key_pair_type: 'ed25519',
    temporary_security_group_source_cidrs: ['203.0.113.7/32'],
    ...given,
  });
}
