import { createTempWorkspace, type TempWorkspace } from '../testing/temp-workspace';
import { getImageFolders } from './image-folders';

let workspace: TempWorkspace;
afterEach(() => workspace.remove());

const folders = (files: Readonly<Record<string, unknown>>) => {
  workspace = createTempWorkspace(files);
  return getImageFolders(
    workspace.root,
    Object.keys(files).filter((file) => /\.pkr\.|image\.json|packer\.json/.test(file)),
  );
};

test('the files of one folder are one project, named for the folder', () => {
  expect(folders({ 'images/a/b.pkr.hcl': '', 'images/a/a.pkr.hcl': '' })).toEqual([
    {
      root: 'images/a',
      name: 'a',
      isNamedHere: true,
      template: 'images/a',
      files: ['images/a/a.pkr.hcl', 'images/a/b.pkr.hcl'],
      variableFiles: [],
    },
  ]);
});

test.each([
  ['project.json', { name: 'given' }],
  ['package.json', { name: '@acme/given', nx: { name: 'given' } }],
])('a name in %s counts, and is not said twice', (file, content) => {
  expect(folders({ 'images/a/image.pkr.hcl': '', [`images/a/${file}`]: content })).toMatchObject([
    { name: 'given', isNamedHere: false },
  ]);
});

test('a file that is only called image.json is no template', () => {
  expect(folders({ 'site/image.json': { width: 3 }, 'old/image.json': { builders: [] } })).toMatchObject([
    { root: 'old', template: 'old/image.json' },
  ]);
});

test('a legacy template that is not even JSON is still a project', () => {
  expect(folders({ 'old/packer.json': '{ "builders": [ }' })).toMatchObject([{ root: 'old' }]);
});

test('in a folder with both, the template is the HCL', () => {
  const [folder] = folders({ 'a/image.json': { builders: [] }, 'a/image.pkr.hcl': '' });
  expect(folder).toMatchObject({ template: 'a', files: ['a/image.pkr.hcl'] });
});

test('HCL in JSON counts as HCL, alone and beside a legacy template', () => {
  const [json, mixed] = folders({
    'a/image.pkr.json': {},
    'b/image.json': { builders: [] },
    'b/image.pkr.json': {},
    'b/more.pkr.hcl': '',
  });
  expect(json).toMatchObject({ template: 'a', files: ['a/image.pkr.json'] });
  expect(mixed).toMatchObject({ template: 'b', files: ['b/image.pkr.json', 'b/more.pkr.hcl'] });
});

test('files of variables that are read unasked are known, and no others', () => {
  const [folder] = folders({
    'a/image.pkr.hcl': '',
    'a/x.auto.pkrvars.hcl': '',
    'a/y.pkrvars.hcl': '',
    'a/z.auto.pkrvars.json': '{}',
  });
  expect(folder?.variableFiles).toEqual(['a/x.auto.pkrvars.hcl', 'a/z.auto.pkrvars.json']);
});
