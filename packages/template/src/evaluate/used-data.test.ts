import { loadText } from '../testing/load';
import { getUsedData } from './used-data';

/** The data sources that the first build's first source refers to. */
async function getUsed(parts: { readonly source?: string; readonly build?: string; readonly rest?: string }) {
  const { source = '', build = '', rest = '' } = parts;
  const { value: template } = await loadText(`
data "null" "a" {
  input = "a"
}
data "null" "b" {
  input = data.null.a.output
}
data "null" "idle" {
  input = "idle"
}
source "rootfs" "base" {
  ${source}
}
build {
  sources = ["rootfs.base"]
  ${build}
}
${rest}`);
  const [first] = template.builds;
  return [...getUsedData(template, first!, first!.uses[0]!)].sort();
}

const REFERENCE = 'x = data.null.b.output';

test.each([
  ['nothing', {}, []],
  ['its own block', { source: REFERENCE }, ['null.a', 'null.b']],
  ['a provisioner', { build: `provisioner "test" {\n${REFERENCE}\n}` }, ['null.a', 'null.b']],
  [
    'the override of a provisioner',
    { build: `provisioner "test" {\noverride = {\nbase = {\n${REFERENCE}\n}\n}\n}` },
    ['null.a', 'null.b'],
  ],
  [
    'the clean-up provisioner',
    { build: `error-cleanup-provisioner "test" {\n${REFERENCE}\n}` },
    ['null.a', 'null.b'],
  ],
  ['a post-processor', { build: `post-processor "test" {\n${REFERENCE}\n}` }, ['null.a', 'null.b']],
  [
    'a chain of post-processors',
    { build: `post-processors {\npost-processor "test" {\n${REFERENCE}\n}\n}` },
    ['null.a', 'null.b'],
  ],
  ['a local', { source: 'x = local.name', rest: 'locals {\nname = data.null.a.output\n}' }, ['null.a']],
  ['a local that is not used', { rest: 'locals {\nname = data.null.a.output\n}' }, []],
])('what %s refers to is used', async (_, parts, expected) => {
  expect(await getUsed(parts)).toEqual(expected);
});
