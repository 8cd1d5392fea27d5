import { loadFiles } from '../testing/load';
import { createTestRegistry } from '../testing/parts';
import { validateTemplate } from '../testing/validate';

/** More than a call may have arguments. */
const many = 130_000;
const SOURCE = '"source": {"rootfs": {"base": {}}}';
const BUILD = '"build": {"sources": ["rootfs.base"]}';
const inJson = Array.from({ length: many }, (_, index) => `"a${index}": 1`).join(', ');
const inHcl = Array.from({ length: many }, (_, index) => `a${index} = 1\n`).join('');

describe('a template that is made to hurt is refused', () => {
  it.each([
    ['blocks that are none', 'a.pkr.json', `{"build": [${'1, '.repeat(many)}1]}`],
    ['names that no template has', 'a.pkr.json', `{${inJson}}`],
    ['names that no HCL template has', 'a.pkr.hcl', inHcl],
    ['names that no older template has', 'a.json', `{${inJson}}`],
    ['options that no part has', 'a.pkr.json', `{"source": {"rootfs": {"base": {${inJson}}}}, ${BUILD}}`],
    [
      'blocks of which each is wrong',
      'a.pkr.json',
      `{"source": {"rootfs": {"base": {"user": [${'{}, '.repeat(many)}{}]}}}, ${BUILD}}`,
    ],
    ['nesting', 'a.pkr.json', `{${SOURCE}, ${BUILD}, "locals": {"x": ${'['.repeat(many)}`],
    [
      'a string without end',
      'a.pkr.json',
      `{${SOURCE}, ${BUILD}, "locals": {"x": "${'x'.repeat(10_000_000)}`,
    ],
  ])('for %s', async (_, name, text) => {
    const { value, diagnostics } = await loadFiles({ [name]: text }, name === 'a.json' ? { path: name } : {});
    const told = [...diagnostics, ...validateTemplate(value, { registry: createTestRegistry() })];
    expect(told.length).toBeGreaterThan(0);
  });

  it('but not for a long text', async () => {
    const text = `{${SOURCE}, ${BUILD}, "locals": {"x": "${'é\\n'.repeat(3_000_000)}"}}`;
    const { value, diagnostics } = await loadFiles({ 'a.pkr.json': text });
    expect([value.locals.size, diagnostics]).toEqual([1, []]);
  });
});
