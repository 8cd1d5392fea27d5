import { Failure } from '@strata/diagnostics';
import { chooseForSet } from './choose-for-set';

const names = ['golden', 'web'];
const choose = (all: readonly string[], images = names) =>
  chooseForSet(all, { names: images, written: new Map() });

/** What was wrong, told. */
function tell(all: readonly string[]): readonly string[] {
  try {
    choose(all);
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics.map(({ code, detail }) => `${code} ${detail}`);
    throw error;
  }
  throw new Error('nothing was told');
}

test('each image has a place of its own in a registry, named by the image', () => {
  const chosen = choose(['registry.example/team/{image}:1', 'registry.example/team/{image}:latest']);
  expect([...chosen].map(([name, places]) => [name, places.map((each) => each.name)])).toEqual(
    names.map((name) => [name, [`registry.example/team/${name}:1, :latest`]]),
  );
});

test('one place of a registry is for one image alone', () => {
  expect(tell(['registry.example/team/app:1'])).toEqual([
    expect.stringMatching(/^CLI032 "registry\.example\/team\/app:1" would be the place of several images/),
  ]);
  expect(choose(['registry.example/team/app:1'], ['web']).get('web')).toHaveLength(1);
});

test('no destination, and one that the file does not have, are refused', () => {
  expect(tell([])).toEqual([expect.stringMatching(/^CLI031/)]);
  expect(tell(['nowhere'])).toEqual([expect.stringMatching(/^CLI032 "nowhere" is no destination/)]);
});
