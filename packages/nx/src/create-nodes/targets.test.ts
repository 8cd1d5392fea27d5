import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clouds } from '@strata/sdk';
import { from, fromCloud, makeImage } from '../testing/images';
import { getLineage, type Image } from './lineage';
import { normalizeOptions, type PluginOptions } from './options';
import { getTargets } from './targets';

function targetsOf(
  name: string,
  images: readonly Image[],
  options: PluginOptions = {},
  destinations: readonly string[] = ['aws', 'team'],
) {
  const image = images.find(({ folder }) => folder.name === name) as Image;
  return getTargets({
    image,
    lineage: getLineage(images),
    names: normalizeOptions(options),
    shared: ['template'],
    destinations,
  });
}

const golden = makeImage('golden', { isLocked: true });
const web = makeImage('web', {
  images: [from('golden')],
  outputs: [{ project: 'app', target: 'bundle', path: 'dist', file: 'image.pkr.hcl' }],
  files: ['images/web/scripts/a.sh', 'shared/certs'],
});

test('an image has a target for every question and every source', () => {
  expect(Object.keys(targetsOf('golden', [golden]))).toEqual([
    'validate',
    'plan',
    'why',
    'shell',
    'boot-image',
    'test-image',
    'export-image',
    'publish-image',
    'verify-image',
    'collect-image',
    'diff-image',
    'lock',
    'sweep',
    'build-image',
    'build',
    'build-image--rootfs.golden',
  ]);
});

test('every name can be changed', () => {
  const names = Object.keys(
    targetsOf('golden', [golden], {
      validateTargetName: 'check',
      planTargetName: 'dry-run',
      whyTargetName: 'explain',
      shellTargetName: 'enter',
      bootImageTargetName: 'start',
      testImageTargetName: 'try',
      exportImageTargetName: 'hand-over',
      publishImageTargetName: 'release',
      verifyImageTargetName: 'ask',
      collectImageTargetName: 'clean',
      diffImageTargetName: 'compare',
      lockTargetName: 'refresh',
      sweepTargetName: 'tidy',
      buildTargetName: 'make',
      buildImageTargetName: 'image',
    }),
  );
  expect(names).toEqual([
    'check',
    'dry-run',
    'explain',
    'enter',
    'start',
    'try',
    'hand-over',
    'release',
    'ask',
    'clean',
    'compare',
    'refresh',
    'tidy',
    'image',
    'make',
    'image--rootfs.golden',
  ]);
});

test('an image is built before it is exported, and each format is a configuration', () => {
  const target = targetsOf('golden', [golden], { buildImageTargetName: 'image' })['export-image'];
  expect([target?.dependsOn, target?.cache]).toEqual([['image'], false]);
  expect(target?.configurations?.vhd).toEqual({ format: 'vhd' });
  const { properties } = JSON.parse(readFileSync(join(__dirname, '../../schemas/export-image.json'), 'utf8'));
  expect(Object.keys(target?.configurations ?? {})).toEqual(properties.format.enum);
});

test('an image is published after its tests and after what it stands on, and no cache answers for it', () => {
  const target = targetsOf('web', [golden, web], { testImageTargetName: 'try' })['publish-image'];
  expect([target?.dependsOn, target?.cache]).toEqual([
    ['try', { projects: ['golden'], target: 'publish-image' }],
    false,
  ]);
  expect(targetsOf('golden', [golden])['publish-image']?.dependsOn).toEqual(['test-image']);
});

test('a source that reads where a parent was published waits for that, and for what that parent stands on', () => {
  const middle = makeImage('middle', { images: [from('golden')] });
  const cloud = makeImage('cloud', {
    source: 'amazon-ebs.cloud',
    cloud: 'aws',
    images: [fromCloud('middle', 'aws')],
  });
  const images = [golden, middle, cloud, web];
  expect(targetsOf('cloud', images)['build-image--amazon-ebs.cloud']?.dependsOn).toEqual([
    { projects: ['middle'], target: 'build-image--rootfs.middle' },
    { projects: ['middle'], target: 'publish-image--awaited' },
  ]);
  const awaited = targetsOf('middle', images)['publish-image--awaited'];
  expect(awaited?.dependsOn).toEqual([
    'test-image',
    { projects: ['golden'], target: 'publish-image--awaited' },
  ]);
  expect([awaited?.options, awaited?.configurations, awaited?.cache]).toEqual([
    { template: 'images/middle', target: 'publish-image' },
    { aws: {}, team: {} },
    false,
  ]);
  expect(targetsOf('golden', images)).toHaveProperty(['publish-image--awaited']);
});

test('what is read of one cloud alone is published there, not where another cloud is chosen', () => {
  const cloud = makeImage('cloud', { source: 'azure-arm.cloud', images: [fromCloud('golden', 'azure')] });
  const getAwaited = (images: readonly Image[]) =>
    targetsOf('golden', images, {}, ['aws', 'azure', 'team'])['publish-image--awaited']?.configurations;
  expect(getAwaited([golden, cloud])).toEqual({ azure: {}, team: {} });
  const both = makeImage('both', { images: [fromCloud('golden', 'aws')] });
  expect(getAwaited([golden, cloud, both])).toEqual({ aws: {}, azure: {}, team: {} });
});

test('what nobody reads the place of has no such target, and nothing waits for it', () => {
  const images = [golden, makeImage('cloud', { images: [fromCloud('golden', 'aws')] })];
  expect(targetsOf('web', [golden, web])).not.toHaveProperty(['publish-image--awaited']);
  expect(targetsOf('golden', [golden, web])).not.toHaveProperty(['publish-image--awaited']);
  expect(targetsOf('cloud', images)).not.toHaveProperty(['publish-image--awaited']);
});

test('without destinations nothing waits for publications', () => {
  const images = [golden, makeImage('cloud', { images: [fromCloud('golden', 'aws')] })];
  expect(targetsOf('cloud', images, {}, [])['build-image--rootfs.cloud']?.dependsOn).toEqual([
    { projects: ['golden'], target: 'build-image--rootfs.golden' },
  ]);
  expect(targetsOf('golden', images, {}, [])).not.toHaveProperty(['publish-image--awaited']);
});

test.each(['publish-image', 'verify-image', 'collect-image'])(
  'each destination of the workspace is a configuration of %s, which no cache answers',
  (name) => {
    const target = targetsOf('golden', [golden])[name];
    expect(target?.configurations).toEqual({ aws: { to: ['aws'] }, team: { to: ['team'] } });
    expect(target?.cache).toBe(false);
    expect(target?.options).toEqual({ template: 'images/golden' });
  },
);

test('an image is built before it is started, and runs until it is ended', () => {
  const target = targetsOf('golden', [golden])['boot-image'];
  expect([target?.dependsOn, target?.continuous, target?.cache]).toEqual([['build-image'], true, false]);
});

test('tests of an image are answered from the cache while it, its tests and those of its parents are the same', () => {
  const target = targetsOf('web', [golden, web])['test-image'];
  expect([target?.dependsOn, target?.cache, target?.outputs]).toEqual([
    ['build-image'],
    true,
    [
      '{projectRoot}/dist/tests.xml',
      '{projectRoot}/dist/tests.html',
      '{projectRoot}/dist/*.tests-layers.json',
      '{projectRoot}/dist/*.tests-machine.json',
    ],
  ]);
  expect(target?.inputs).toEqual(
    expect.arrayContaining([
      { dependentTasksOutputFiles: '**/*.receipt.json', transitive: true },
      '{workspaceRoot}/images/web/tests/**/*',
      '{workspaceRoot}/images/golden/tests/**/*',
    ]),
  );
  const { properties } = JSON.parse(readFileSync(join(__dirname, '../../schemas/test-image.json'), 'utf8'));
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(target?.options ?? {})));
});

test('an image is compared with its parent until another one is named', () => {
  expect(targetsOf('web', [golden, web])['diff-image']?.options).toEqual({ against: 'golden' });
  expect(targetsOf('golden', [golden])['diff-image']?.options).toEqual({});
});

test('a source waits for its parents’ sources and for what makes its files, each by name', () => {
  expect(targetsOf('web', [golden, web])['build-image--rootfs.web']?.dependsOn).toEqual([
    { projects: ['golden'], target: 'build-image--rootfs.golden' },
    { projects: ['app'], target: 'bundle' },
  ]);
});

test('a reference that names a source of its parent waits for that one alone', () => {
  const parent: Image = {
    ...golden,
    outline: {
      ...golden.outline,
      sources: ['rootfs.a', 'rootfs.b'].map((source) => ({ ...golden.outline.sources[0]!, source })),
    },
  };
  const child = makeImage('child', { images: [from('golden', 'rootfs.b')] });
  expect(targetsOf('child', [parent, child])['build-image--rootfs.child']?.dependsOn).toEqual([
    { projects: ['golden'], target: 'build-image--rootfs.b' },
  ]);
});

test('the inputs of a source are what decides its result, and nothing else', () => {
  expect(targetsOf('web', [golden, web])['build-image--rootfs.web']?.inputs).toEqual([
    'template',
    '{workspaceRoot}/images/web/scripts/a.sh',
    '{workspaceRoot}/images/web/scripts/a.sh/**/*',
    '{workspaceRoot}/shared/certs',
    '{workspaceRoot}/shared/certs/**/*',
    { dependentTasksOutputFiles: '**/*.receipt.json' },
    { dependentTasksOutputFiles: '**/dist' },
    { dependentTasksOutputFiles: '**/dist/**/*' },
  ]);
});

test('only an image on a base of its own reads the lock file', () => {
  const lock = '{workspaceRoot}/images.lock.json';
  expect(targetsOf('golden', [golden])['build-image--rootfs.golden']?.inputs).toContain(lock);
  expect(targetsOf('web', [golden, web])['build-image--rootfs.web']?.inputs).not.toContain(lock);
});

test('the one output is the receipt', () => {
  expect(targetsOf('golden', [golden])['build-image--rootfs.golden']?.outputs).toEqual([
    '{projectRoot}/dist/rootfs.golden.receipt.json',
  ]);
});

test('a source that reaches out of the workspace is not answered from Nx’s cache', () => {
  const out = makeImage('out', { reachesOut: true });
  expect(targetsOf('out', [out])['build-image--rootfs.out']?.cache).toBe(false);
  expect(targetsOf('golden', [golden])['build-image--rootfs.golden']?.cache).toBe(true);
});

test('a source that is built on a live machine is built each time it is asked for', () => {
  const live = makeImage('live', { source: 'null.live', builds: ['null.live'], isLive: true });
  const target = targetsOf('live', [live])['build-image--null.live'];
  expect([target?.cache, target?.outputs]).toEqual([false, []]);
});

test('a source of a cloud is built when its cloud is chosen', () => {
  const source = {
    source: 'amazon-ebs.web',
    builds: ['amazon-ebs.web'],
    isLive: true,
    cloud: 'aws',
  } as const;
  const targets = targetsOf('web', [makeImage('web', source)]);
  const target = targets['build-image--amazon-ebs.web'];
  expect(target?.options).toEqual({ template: 'images/web', only: ['amazon-ebs.web'], needs: 'aws' });
  expect(target?.configurations).toEqual({ aws: { clouds: ['aws'] }, all: { clouds: ['aws'] } });
  const { properties } = JSON.parse(readFileSync(join(__dirname, '../../schemas/build-image.json'), 'utf8'));
  expect(properties.needs.enum).toEqual([...clouds]);
  expect(Object.keys(targets['build-image']?.configurations ?? {})).toEqual([...clouds, 'all']);
});

test('a template of which nothing could be made out keeps its targets, so that they can say why', () => {
  const broken: Image = { ...golden, outline: { ...golden.outline, sources: [] } };
  const targets = targetsOf('golden', [broken]);
  expect(targets['build-image']?.executor).toBe('@strata/nx:build-image');
  expect(targets.validate?.executor).toBe('@strata/nx:validate');
});

test('images that stand on each other in a ring do not wait for each other: the engine shows the ring', () => {
  const a = makeImage('a', { images: [from('b'), from('golden')] });
  const b = makeImage('b', { images: [from('a')] });
  const all = [golden, a, b];
  expect(targetsOf('a', all)['build-image--rootfs.a']?.dependsOn).toEqual([
    { projects: ['golden'], target: 'build-image--rootfs.golden' },
  ]);
  expect(targetsOf('b', all)['build-image--rootfs.b']?.dependsOn).toEqual([]);
});

test('a parent that does not exist is left to the engine, which tells it with the nearest name', () => {
  const lost = makeImage('lost', { images: [from('goldne')] });
  expect(targetsOf('lost', [golden, lost])['build-image--rootfs.lost']?.dependsOn).toEqual([]);
});

test('characters of a path that mean something in a glob are taken as they are', () => {
  const odd = makeImage('odd', { files: ['a[1].sh'] });
  expect(targetsOf('odd', [odd])['build-image--rootfs.odd']?.inputs).toContain('{workspaceRoot}/a?1?.sh');
});

test('a build that needs what another machine says each time is not answered from the cache of Nx', () => {
  const asking = makeImage('asking', { asksWorld: true });
  expect(targetsOf('asking', [asking])['build-image--rootfs.asking']).toMatchObject({
    cache: false,
    outputs: ['{projectRoot}/dist/rootfs.asking.receipt.json'],
  });
});

test('a build that leaves disks is not answered from the cache of Nx, which would not bring them back', () => {
  const exported = makeImage('exported', { isExported: true });
  expect(targetsOf('exported', [exported])['build-image--rootfs.exported']?.cache).toBe(false);
});
