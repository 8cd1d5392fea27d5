import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { collectTests, prepareTests } from '@strata/image-tests';
import { createNodePorts } from '@strata/sdk/node';

const root = join(__dirname, '../..');
const getName = (path: string) => relative(root, path);
const images = readdirSync(join(root, 'images'));

test.each(images)('the tests of %s can be read, without a mistake or a warning', async (image) => {
  const ports = createNodePorts();
  const { value: files, diagnostics } = await collectTests(ports.files, {
    folders: [{ image, path: join(root, 'images', image, 'tests') }],
    getName,
  });
  expect(diagnostics).toEqual([]);
  const { value: tests, diagnostics: told } = await prepareTests(ports, files, { getName });
  expect(told).toEqual([]);
  expect(tests).toHaveLength(files.length);
});
