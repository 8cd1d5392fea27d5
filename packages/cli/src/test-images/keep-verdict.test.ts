import type { Files } from '@strata/sdk';
import { createTestPorts } from '@strata/sdk/testing';
import { startVerdicts } from './keep-verdict';

const path = '/ws/images/web/dist/rootfs.web.tests-layers.json';
const test1 = '/ws/images/web/tests/a.sh';

async function start(broken: Partial<Files> = {}) {
  const ports = createTestPorts({ [test1]: 'c', [path]: 'of before' });
  const files = { ...ports.files, ...broken };
  const receipt = {
    ...({ schema: 1, source: 'rootfs.web', base: {}, config: {} } as const),
    layers: [{ diffId: 'sha256:a', size: 1 }],
  };
  const keep = await startVerdicts(
    { ports: { ...ports, files }, workspace: { root: '/ws' }, secrets: { mask: (text) => text } },
    {
      image: {
        project: { name: 'web', directory: '/ws/images/web' },
        build: { id: 'rootfs.web', source: 'rootfs.web' },
        receipt,
      },
      folders: [{ image: 'web', path: '/ws/images/web/tests' }],
      places: ['layers'],
    },
  );
  return { files: ports.files, keep };
}

test('the verdict of before is gone while tests run', async () => {
  const { files } = await start();
  expect(await files.stat(path)).toBeUndefined();
});

test('what is edited while tests run was not tested', async () => {
  const { files, keep } = await start();
  await files.write(test1, 'edited');
  await keep({ place: 'layers', report: { results: [], diagnostics: [], milliseconds: 1 } });
  // printf c | sha256sum
  expect(JSON.parse(await files.readText(path)).tests).toEqual({
    'images/web/tests/a.sh': 'sha256:2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6',
  });
});

test('a folder that cannot be written to is told', async () => {
  const fail = () => Promise.reject(new Error('EACCES: permission denied'));
  await expect(start({ remove: fail })).rejects.toThrow('File not writable');
  const { keep } = await start({ write: fail });
  const report = { results: [], diagnostics: [], milliseconds: 1 };
  await expect(keep({ place: 'layers', report })).rejects.toThrow('EACCES');
});
