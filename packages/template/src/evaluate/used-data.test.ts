import { loadText } from '../testing/load';
import { getUsedData, readsAttribute } from './used-data';

interface Parts {
  readonly source?: string;
  readonly build?: string;
  readonly rest?: string;
}

async function loadParts({ source = '', build = '', rest = '' }: Parts) {
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
  return template;
}

/** The data sources that the first build's first source refers to. */
async function getUsed(parts: Parts) {
  const template = await loadParts(parts);
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

test.each([
  ['its own block', { source: 'x = data.null.a.output' }, true],
  ['by an index', { source: 'x = data.null["a"]["output"]["key"]' }, true],
  ['through a local', { source: 'x = local.name', rest: 'locals {\nname = data.null.a.output\n}' }, true],
  ['through another data block', { source: 'x = data.null.b.other' }, true],
  ['as a part of the whole block', { source: 'x = data.null.a' }, true],
  ['in another attribute', { source: 'x = data.null.a.other' }, false],
  ['in another block', { source: 'x = data.null.idle.output' }, false],
  ['in a local that is not used', { rest: 'locals {\nname = data.null.a.output\n}' }, false],
])('an attribute that is read %s is found: %j', async (_, parts, expected) => {
  const template = await loadParts(parts);
  const [first] = template.builds;
  const wanted = { data: 'null.a', attribute: 'output' };
  expect(readsAttribute(template, first!, first!.uses[0]!, wanted)).toBe(expected);
});
