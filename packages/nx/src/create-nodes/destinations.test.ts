import { createTempWorkspace, type TempWorkspace } from '../testing/temp-workspace';
import { readDestinationNames } from './destinations';

let workspace: TempWorkspace | undefined;
afterEach(() => workspace?.remove());

const readNames = (files: Readonly<Record<string, string>>) => {
  workspace = createTempWorkspace(files);
  return readDestinationNames(workspace.root);
};

test('destinations are those that the file names', () => {
  const text = '{"$schema": "x", "aws": {"kind": "aws"}, "aws-test": {}}';
  expect(readNames({ 'destinations.json': text })).toEqual(['aws', 'aws-test']);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['without the file', {}],
  ['with a broken one', { 'destinations.json': '{' }],
  ['with one that holds nothing', { 'destinations.json': 'null' }],
])('the graph is drawn %s', (_, files) => {
  expect(readNames(files)).toEqual([]);
});
