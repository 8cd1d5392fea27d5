import { loadFiles } from './testing/load';

/** Problems of a template that is made to hurt, by code; each once. */
async function getCodes(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { diagnostics } = await loadFiles(files, { path: Object.keys(files)[0] as string });
  return [...new Set(diagnostics.map(({ code }) => code))];
}

const inHcl = (text: string) => ({ 'image.pkr.hcl': text });
const inLocals = (text: string) => inHcl(`locals {\n${text}\n}\n`);

/** Locals of which each holds the one before it several times: the last would be larger than any memory. */
function growing(first: string, next: (last: string) => string): Readonly<Record<string, string>> {
  const lines = Array.from({ length: 60 }, (_, i) => `l${i + 1} = ${next(`local.l${i}`)}`);
  return inLocals([`l0 = ${first}`, ...lines].join('\n'));
}

const many = 20_000;
const each = (line: (i: number) => string) => Array.from({ length: many }, (_, i) => line(i)).join('\n');

describe('a template that is made to hurt gets a diagnostic', () => {
  it.each([
    ['deep nesting', inLocals(`a = ${'['.repeat(many)}`), 'HCL005'],
    ['deep JSON', { 'image.pkr.json': `{"locals":{"a":${'['.repeat(many)}}}` }, 'HCL005'],
    ['deep legacy JSON', { 'image.json': `{"builders":${'['.repeat(many)}}` }, 'HCL005'],
    ['a number beyond all digits', inLocals('a = 1e999999999'), 'HCL024'],
    [
      'such a number in JSON',
      { 'image.json': '{"builders":[{"type":"rootfs","size":1e999999999}]}' },
      'HCL515',
    ],
    ['an open text of 10 MB', inLocals(`a = "${'x'.repeat(1e7)}`), 'HCL023'],
    ['a range of a thousand million', inLocals('a = range(1e9)'), 'HCL305'],
    ['lists of lists', growing('["lol"]', (l) => `[${l}, ${l}]`), 'HCL130'],
    ['lists put together', growing('["lol"]', (l) => `concat(${l}, ${l})`), 'HCL130'],
    ['texts put together', growing('"lol"', (l) => `"\${${l}}\${${l}}"`), 'HCL130'],
    ['texts joined', growing('["lol"]', (l) => `[join(",", concat(${l}, ${l}))]`), 'HCL130'],
    ['texts formatted', growing('"lol"', (l) => `format("%s%s%s", ${l}, ${l}, ${l})`), 'HCL130'],
    ['lists formatted', growing('["lol"]', (l) => `formatlist("%s%s", concat(${l}, ${l}), "a")`), 'HCL130'],
    ['loops over loops', growing('["lol"]', (l) => `flatten([for x in ${l} : [x, x]])`), 'HCL130'],
    ['texts replaced by themselves', growing('"lolol"', (l) => `replace(${l}, "l", ${l})`), 'HCL130'],
    ['JSON in JSON', growing('"lol"', (l) => `jsonencode([${l}, ${l}])`), 'HCL130'],
    ['products of sets', growing('["a", "b"]', (l) => `setproduct(${l}, ${l})`), 'HCL130'],
    ['a ring of locals', inLocals(each((i) => `l${i} = local.l${(i + 1) % many}`)), 'TPL023'],
    [
      'a template file that includes itself',
      { ...inLocals('a = templatefile("a.tpl", {})'), 'a.tpl': '${templatefile("a.tpl", {})}' },
      'HCL305',
    ],
    [
      'dynamic blocks in dynamic blocks',
      inHcl(
        `source "rootfs" "a" {}\nbuild {\nsources = ["rootfs.a"]\n${'dynamic "provisioner" {\nfor_each = range(1000)\nlabels = ["shell"]\ncontent {\n'.repeat(3)}${'}\n}\n'.repeat(3)}}`,
      ),
      'HCL407',
    ],
    ['names that are all misspelt', inLocals(each((i) => `l${i} = local.none${i}`)), 'TPL022'],
  ])('%s', async (_, files: Readonly<Record<string, string>>, code) => {
    expect(await getCodes(files)).toContain(code);
  });
});

describe('a template that is only large is read', () => {
  it.each([
    ['a text of 10 MB', `a = "${'x'.repeat(1e7)}"`],
    ['a chain of locals', `l0 = 1\n${each((i) => `l${i + 1} = local.l${i} + 1`)}`],
    ['a chain of locals from its end', `${each((i) => `l${i} = local.l${i + 1} + 1`)}\nl${many} = 1`],
    ['many locals', each((i) => `l${i} = "x"`)],
    ['actions of the second language without end', `a = "${'{{'.repeat(many)}"`],
  ])('%s', async (_, locals) => {
    const build =
      'source "rootfs" "a" {\n  bootstrap { suite = "bookworm" }\n}\nbuild { sources = ["rootfs.a"] }\n';
    expect(await getCodes(inHcl(`locals {\n${locals}\n}\n${build}`))).toEqual([]);
  });
});
