import { createTestPorts } from '@strata/sdk/testing';
import { compareMachines, readMachineSockets } from './machines';

test('what came and went is told of two machines, and nothing of one', () => {
  expect(compareMachines(['tcp 0.0.0.0:22', 'udp [::]:323'], ['tcp 0.0.0.0:22', 'tcp 0.0.0.0:80'])).toEqual([
    { kind: 'added', socket: 'tcp 0.0.0.0:80' },
    { kind: 'removed', socket: 'udp [::]:323' },
  ]);
  expect(compareMachines([], [])).toEqual([]);
  expect(compareMachines(undefined, ['tcp 0.0.0.0:22'])).toBeUndefined();
});

const verdict = {
  ...{ schema: 1, image: 'web', source: 'rootfs.web', place: 'machine', layers: ['sha256:a'], tests: {} },
  ...{ verdict: 'passed', count: { passed: 1, failed: 0, skipped: 0 }, failures: [], problems: [] },
};

test.each<[string, object, string, readonly string[] | undefined]>([
  ['of the image as it is', { sockets: ['tcp 0.0.0.0:22'] }, 'sha256:a', ['tcp 0.0.0.0:22']],
  ['of other layers', { sockets: ['tcp 0.0.0.0:22'] }, 'sha256:b', undefined],
  ['from before sockets were kept', {}, 'sha256:a', undefined],
  ['that is damaged', { sockets: 22 }, 'sha256:a', undefined],
])('a verdict %s', async (_, more, diffId, expected) => {
  const path = '/ws/web/dist/rootfs.web.tests-machine.json';
  const { files } = createTestPorts({ [path]: JSON.stringify({ ...verdict, ...more }) });
  const image = { layers: [{ diffId, size: 1 }] };
  expect(await readMachineSockets(files, { directory: '/ws/web', build: 'rootfs.web', image })).toEqual(
    expected,
  );
});
