import { Failure } from '@strata/diagnostics';
import { createMemoryFiles } from '@strata/sdk/testing';
import { chooseDestinations } from './choose-destinations';
import { readDestinations } from './settings/destinations-file';

const getNames = (...addresses: readonly string[]) => chooseDestinations(addresses).map(({ name }) => name);

test.each([
  ['as docker writes it', 'registry.example/team/app:1.2'],
  ['as skopeo writes it', 'docker://registry.example/team/app:1.2'],
  ['as Helm writes it', 'oci://registry.example/team/app:1.2'],
])('a registry %s is a destination', (_, address) => {
  expect(getNames(address)).toEqual(['registry.example/team/app:1.2']);
});

test('without a tag it is latest, and ports and this machine are no schemes', () => {
  expect(getNames('localhost:5000/app', '[::1]:5000/app:2')).toEqual([
    'localhost:5000/app:latest',
    '[::1]:5000/app:2',
  ]);
});

test('tags of one repository are one destination, each once', () => {
  expect(
    getNames('r.example/app:1', 'r.example/other:1', 'docker://r.example/app:2', 'r.example/app:1'),
  ).toEqual(['r.example/app:1, :2', 'r.example/other:1']);
});

test('all that is wrong with addresses is told', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const addresses = ['nowhere', 'oci:folder', 'aws://eu-west-1', 'app:1', `r.example/app@${digest}`];
  const failure = (() => {
    try {
      return chooseDestinations(addresses);
    } catch (error) {
      return error;
    }
  })();
  if (!(failure instanceof Failure)) throw new Error('nothing was told');
  const told = failure.diagnostics.map(({ code, detail, hint }) => `${code} ${detail} ${hint}`);
  expect(told).toEqual([
    expect.stringMatching(/^CLI032 "oci:folder" .*strata export/),
    expect.stringMatching(/^CLI032 "aws:\/\/eu-west-1" .*REGISTRY\/REPOSITORY:TAG/),
    expect.stringMatching(/^CLI032 "nowhere" is no destination of destinations\.json .*Add it there/),
    expect.stringMatching(/^LAY031 "app:1" .*name of a registry/),
    expect.stringMatching(/^CLI032 "r\.example\/app@sha256:a+" names a digest/),
  ]);
});

test('no destination at all is told with both ways to name one', () => {
  expect(() => chooseDestinations([])).toThrow(/CLI031|not said where/);
});

test('a name is that of a destination of the workspace, and one of a kind that nobody knows is told', async () => {
  const text = JSON.stringify({ aws: { kind: 'aws', region: 'eu-west-1' }, moon: { kind: 'moon' } });
  const written = await readDestinations(createMemoryFiles({ '/w/destinations.json': text }), '/w');
  expect(chooseDestinations(['aws', 'r.example/app:1'], written).map(({ name }) => name)).toEqual([
    'aws',
    'r.example/app:1',
  ]);
  expect(() => chooseDestinations(['moon'], written)).toThrow(/"moon" has no "kind" that is known.*"aws"/);
  expect(() => chooseDestinations(['awss'], written)).toThrow(/it has aws, moon/);
});
