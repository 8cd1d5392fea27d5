import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition, settings } from './read-definition';

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

const path = join(__dirname, '../../../../nx/schemas/vm-app-definition.json');
const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema;

/** What the reader says that an object may have, told by one that has something else. */
function listSettings(place: string, kind?: string): readonly string[] {
  const odd = { 'no setting': 1, ...(kind !== undefined && { kind }) };
  const definition = {
    version: '1.0.0',
    package: { kind: 'debs', suite: 'x', packages: ['jq'] },
    [place]: odd,
  };
  const source = { file: 'f', directory: '/', text: JSON.stringify(definition), project: 'p' };
  const { diagnostics } = parseDefinition(source);
  const told = diagnostics.find(({ detail }) => detail.includes('no setting'));
  return (told?.hint ?? '').replace(/^Settings are: (.*)\.$/, '$1').split(', ');
}

test('editors know the settings that the reader knows', () => {
  const known = Object.keys(schema.properties).filter((name) => name !== '$schema');
  expect(known.sort()).toEqual(Object.keys(settings).sort());
});

test.each(['commands', 'deployment', 'test', 'publish'])('and those of "%s"', (place) => {
  expect(Object.keys(schema.properties[place]?.properties ?? {}).sort()).toEqual(
    [...listSettings(place)].sort(),
  );
});

test('and those of a try in a machine', () => {
  const definition = { version: '1.0.0', package: {}, test: { machine: { 'no setting': 1 } } };
  const source = { file: 'f', directory: '/', text: JSON.stringify(definition), project: 'p' };
  const told = parseDefinition(source).diagnostics.find(({ detail }) => detail.includes('no setting'));
  const known = Object.keys(schema.properties.test?.properties.machine?.properties ?? {});
  expect(told?.hint).toBe(`Settings are: ${known.join(', ')}.`);
});

test.each(['files', 'debs', 'archive', 'installer'])('and those of a package of %s', (kind) => {
  const known = [...listSettings('package', kind)].sort();
  expect(Object.keys(schema.definitions[kind]?.properties ?? {}).sort()).toEqual(known);
});
