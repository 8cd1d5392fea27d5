import type { ImageFacts } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createPostProcessContext } from '@strata/sdk/testing';
import { makeTemporaryStore, type TemporaryStore } from '../../testing/temporary-store';
import { compareImages, listHistory } from '..';

function makeContext({ folder }: TemporaryStore) {
  const places = { store: `${folder}/store`, downloads: `${folder}/downloads` };
  const ports = createNodePorts() as never;
  return createPostProcessContext({ ports, places, baseDirectory: folder, scratch: `${folder}/scratch` });
}

test('an image is told with each number of its layers, whether they were listed before or not', async () => {
  await using box = await makeTemporaryStore();
  const base = await box.commit('mkdir etc; printf 1 >etc/changed; printf 1 >etc/gone; printf x >etc/secret');
  const change = await box.step([base], 'printf 2 >etc/changed');
  const removal = await box.step([base, change], 'rm etc/gone; ln -s changed etc/link');
  const image: ImageFacts = { layers: [base, change, removal], base: {}, config: {} };
  const artifact = { builderId: 'test', id: '', files: [], description: '', image };
  const context = makeContext(box);
  const tell = async () => {
    const history = await listHistory(context, {
      subject: { artifact },
      wants: (path) => path !== 'etc/secret',
      mayKeep: (path) => path === 'etc/changed',
    });
    return Array.from({ length: history.count + 1 }, (_, count) => {
      const { entries, files } = history.upTo(count);
      const paths = [...entries.keys()].filter((path) => path.startsWith('etc/')).sort();
      return paths.map((path) => `${path.slice('etc/'.length)} ${files.read(path) ?? '-'}`).join(', ');
    });
  };
  const expected = [
    '',
    'changed 1, gone 1, secret -',
    'changed 2, gone 1, secret -',
    'changed 2, link 2, secret -',
  ];
  expect(await tell()).toEqual(expected);
  expect(await tell()).toEqual(expected);
  // What was kept beside the layers serves comparisons, too.
  const { changes } = await compareImages(context, {
    before: { artifact: { ...artifact, image: { ...image, layers: [base] } } },
    after: { artifact },
    mayWant: () => true,
    mayKeep: () => false,
    choose: () => () => true,
  });
  expect(changes.map(({ path }) => path)).toEqual(['etc/changed', 'etc/gone', 'etc/link']);
});
