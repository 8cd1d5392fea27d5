import { createTestPorts } from '@strata/sdk/testing';
import { startVerdicts } from './keep-verdict';

const path = '/ws/images/web/dist/rootfs.web.tests-layers.json';
const test1 = '/ws/images/web/tests/a.sh';

async function start() {
  const ports = createTestPorts({ [test1]: 'c', [path]: 'of before' });
  const receipt = {
    ...({ schema: 1, source: 'rootfs.web', base: {}, config: {} } as const),
    layers: [{ diffId: 'sha256:a', size: 1 }],
  };
  const keep = await startVerdicts(
    { ports, workspace: { root: '/ws' }, secrets: { mask: (text) => text } },
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
