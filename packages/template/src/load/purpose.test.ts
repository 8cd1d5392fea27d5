import { getPlaces, loadFiles, loadText } from '../testing/load';

const BUILD = 'source "rootfs" "base" {}\nbuild { sources = ["rootfs.base"] }\n';

/** What is told, with the severity of each: `warning TPL024 image.pkr.hcl:1:8`. */
async function tell(text: string, request: Parameters<typeof loadText>[1]) {
  const { diagnostics } = await loadText(text, request);
  return getPlaces(diagnostics).map((place, at) => `${diagnostics[at]?.severity} ${place}`);
}

describe('a template that is only looked at', () => {
  it.each([
    ['may have variables without values', `variable "x" {}\n${BUILD}`, []],
    ['may have nothing to build', 'locals { a = 1 }', []],
    ['may use parts that nobody here has', `source "nobody" "x" {}\n${BUILD}`, []],
    ['is warned of what is wrong in its builds', 'build {}', ['warning TPL029 image.pkr.hcl:1:1']],
    [
      'may hold values that its own rules refuse',
      `variable "x" {\n  default = 1\n  validation {\n    condition = var.x > 1\n    error_message = "No."\n  }\n}\n${BUILD}`,
      ['warning TPL016 image.pkr.hcl:1:1'],
    ],
    ['is refused when it cannot be read', `bulid {}\n${BUILD}`, ['error TPL004 image.pkr.hcl:1:1']],
  ])('%s', async (_, text, expected) => {
    expect(await tell(text, { purpose: 'look' })).toEqual(expected);
  });
});

describe('the syntax of a template', () => {
  it.each([
    ['can be right without values', `variable "x" {}\n${BUILD}`, []],
    ['says nothing of what is in its builds', 'build {\n  nonsense = 1\n}', []],
    ['says nothing of builders', `source "nobody" "x" {}\n${BUILD}`, []],
    ['holds declarations', 'variable "x" {\n  tipe = 1\n}', ['error TPL032 image.pkr.hcl:2:3']],
    [
      'holds the types of values',
      'variable "x" {\n  type = number\n  default = "a"\n}',
      ['error TPL020 image.pkr.hcl:3:13'],
    ],
    [
      'holds names that are given twice',
      'locals { a = 1 }\nlocals { a = 2 }',
      ['error TPL010 image.pkr.hcl:2:10'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await tell(text, { purpose: 'syntax' })).toEqual(expected);
  });
});

describe('a template for another version', () => {
  it('is told so, and nothing that may be right there', async () => {
    const text = `packer { required_version = ">= 99" }\nunheard_of {}\n${BUILD}`;
    expect(await tell(text, {})).toEqual(['error TPL038 image.pkr.hcl:1:29']);
  });
});

describe('a value for a variable that nobody declares', () => {
  const files = { 'image.pkr.hcl': BUILD, 'a.auto.pkrvars.hcl': 'x = 1' };
  it.each([
    ['is a warning', 'warn', ['TPL019']],
    ['can be ignored', 'ignore', []],
  ] as const)('%s', async (_, undeclared, expected) => {
    const { diagnostics } = await loadFiles(files, { undeclared });
    expect(diagnostics.map(({ code }) => code)).toEqual(expected);
  });
});

describe('sequential evaluation', () => {
  const text = `locals { name = "golden" }\ndata "strata-image" "g" { project = local.name }\n${BUILD}`;
  it.each([
    ['refuses a data source that needs a local', true, ['TPL044 image.pkr.hcl:2:1']],
    ['is not how values are evaluated without the flag', false, []],
  ])('%s', async (_, sequential, expected) => {
    const { diagnostics } = await loadText(text, { sequential });
    expect(getPlaces(diagnostics)).toEqual(expected);
  });
});

describe('the language of a file whose name does not tell it', () => {
  it.each([
    ['is JSON', undefined, 'json'],
    ['is what the caller says', 'hcl2', 'hcl2'],
  ] as const)('%s', async (_, language, expected) => {
    const text = expected === 'json' ? '{"builders": [{"type": "rootfs"}]}' : BUILD;
    const { value } = await loadFiles({ image: text }, { path: 'image', ...(language && { language }) });
    expect(value.language).toBe(expected);
  });
});
