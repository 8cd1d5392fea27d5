import type { Comparison } from './comparison';
import { type Explanation, explain, readExplanations } from './explain';

const compared = (packer: string, strata: string): Comparison => ({
  name: 'folder local.a',
  packer,
  strata,
  agrees: false,
});
const because = (rule: Partial<Explanation>): Explanation => ({
  area: 'inspect',
  reason: 'a reason',
  ...rule,
});

describe('a disagreement is explained', () => {
  it.each([
    ['by its name', { name: 'local\\.a$' }, 'x', 'y', true],
    ['not by another name', { name: 'local\\.b$' }, 'x', 'y', false],
    ['by what both say', { packer: '^x', strata: '^y' }, 'x', 'y', true],
    ['only when all of it holds', { packer: '^x', strata: '^z' }, 'x', 'y', false],
    ['by what does not count', { without: '\\d+' }, 'a1b', 'a22b', true],
    ['not when the rest differs', { without: '\\d+' }, 'a1b', 'a22c', false],
    ['by lines that were added', { adds: true }, 'a\nc', 'a\nb\nc\nd', true],
    ['not by lines in another order', { adds: true }, 'a\nb', 'b\na', false],
  ])('%s', (_, rule, packer, strata, expected) => {
    const explained = explain([compared(packer, strata)], [because(rule)]);
    expect(explained.has(expected ? 'a reason' : undefined)).toBe(true);
  });

  it('by the first explanation that fits', () => {
    const explained = explain(
      [compared('x', 'y')],
      [because({ name: 'no' }), because({}), because({ reason: 'late' })],
    );
    expect([...explained.keys()]).toEqual(['a reason']);
  });
});

it('every explanation is of an area, can be read as it is written, and gives its reason', () => {
  for (const { area, name, packer, strata, without, reason } of readExplanations()) {
    expect(['console', 'validate', 'inspect', 'fmt', 'fix', 'hcl2_upgrade']).toContain(area);
    for (const pattern of [name, packer, strata, without])
      expect(() => new RegExp(pattern ?? '', 'su')).not.toThrow();
    expect(reason).not.toBe('');
  }
});
