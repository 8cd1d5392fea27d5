import { createTestPorts } from '@strata/sdk/testing';
import { getPublishedPath, readAllPublished, writePublished } from './published-file';

const path = getPublishedPath('/ws/images/golden', 'rootfs.golden');
const source = 'rootfs.golden';
const at = (name: string, digest = 'a') => ({ name, reference: `r.example/app@sha256:${digest}` });

test('places are noted beside the receipt in an order of their own, and the others stay', async () => {
  const { files } = createTestPorts();
  await writePublished(files, { path, source, published: [at('r.example/app:2'), at('r.example/app:1')] });
  await writePublished(files, { path, source, published: [at('r.example/app:2', 'b')] });
  expect(path).toBe('/ws/images/golden/dist/rootfs.golden.published.json');
  expect(JSON.parse(await files.readText(path))).toEqual({
    schema: 1,
    source,
    published: [at('r.example/app:1'), at('r.example/app:2', 'b')],
  });
  expect(await readAllPublished(files, '/ws/images/golden')).toHaveLength(2);
});

test.each(['{', '{"schema":2,"published":[{}]}', '{"schema":1,"published":[1]}'])(
  'a file that we did not write, %s, is none',
  async (text) => {
    const { files } = createTestPorts({ [path]: text });
    expect(await readAllPublished(files, '/ws/images/golden')).toEqual([]);
    await writePublished(files, { path, source, published: [at('r.example/app:1')] });
    expect(await readAllPublished(files, '/ws/images/golden')).toEqual([at('r.example/app:1')]);
  },
);

test('a project that was never built has nothing published', async () => {
  expect(await readAllPublished(createTestPorts().files, '/ws/images/none')).toEqual([]);
});
