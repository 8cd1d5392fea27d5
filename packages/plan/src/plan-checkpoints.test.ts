import { explain } from './explain';
import { hasKeys, type KeyedBuildPlan, keepPlan } from './kept-plan';
import type { MachineBuildPlan } from './plan';
import { getRequirements } from './requirements';
import { createTestRegistry } from './testing/parts';
import { loadScene, planScene, type Scene } from './testing/plans';

const step = (line: string, type = 'shell') => `  provisioner "${type}" { inline = ["${line}"] }\n`;
const createText = (steps: string, options = '') =>
  `source "vm" "base" {\n${options}\n}\nbuild {\n  sources = ["vm.base"]\n${steps}\n}\n`;

async function planMachine(text: string, more: Partial<Scene> = {}): Promise<MachineBuildPlan> {
  const { value, diagnostics } = await planScene({ ...more, text });
  const [build] = value.builds;
  if (build?.kind !== 'machine') throw new Error(diagnostics.map(({ detail }) => detail).join('\n'));
  return build;
}

const keysOf = async (text: string, more?: Partial<Scene>) =>
  (await planMachine(text, more)).checkpoints?.map(({ key }) => key);

describe('states of a machine', () => {
  it('are one more than its steps, each with a key of its own', async () => {
    const { checkpoints } = await planMachine(createText(step('a') + step('b')));
    expect(checkpoints?.map(({ label }) => label)).toEqual(['vm', 'shell', 'shell']);
    expect(new Set(checkpoints?.map(({ key }) => key)).size).toBe(3);
  });

  const steps = step('a') + step('b');
  const table: readonly (readonly [string, string, Partial<Scene>, number])[] = [
    ['nothing', createText(steps), {}, 3],
    ['a comment', createText(`# note\n${steps}`), {}, 3],
    ['an option that only changes how it runs', createText(steps, 'headless = true'), {}, 3],
    ['the last step', createText(step('a') + step('x')), {}, 2],
    ['the first step', createText(step('x') + step('b')), {}, 1],
    ['the machine', createText(steps, 'memory = 768'), {}, 0],
  ];
  it.each(table)('keep their keys up to what changed: %s', async (_, text, more, same) => {
    const before = await keysOf(createText(steps));
    const after = await keysOf(text, more);
    expect(after?.filter((key, index) => key === before?.[index])).toHaveLength(same);
  });

  it('depend on the content of files that the builder is given', async () => {
    const text = createText(steps, 'http_directory = "http"');
    const before = await keysOf(text);
    const after = await keysOf(text, { facts: { file: () => 'sha256:other' } });
    expect(after?.[0]).not.toBe(before?.[0]);
  });

  it.each([
    ['depends on this very build', step('${build.ID}')],
    ['does something outside the machine', step('b', 'here')],
  ])('end before a step that %s', async (_, moving) => {
    const { checkpoints } = await planMachine(createText(step('a') + moving + step('c')));
    expect(checkpoints).toHaveLength(2);
  });

  it('are not there when the builder cannot keep any', async () => {
    expect(await keysOf(createText(steps, 'format = "raw"'))).toBeUndefined();
  });

  it('are explained as layers are', async () => {
    const keyed = async (text: string): Promise<KeyedBuildPlan> => {
      const build = await planMachine(text);
      if (!hasKeys(build)) throw new Error('has no keys');
      return build;
    };
    const before = keepPlan(await keyed(createText(steps)));
    expect(explain(before, await keyed(createText(step('a') + step('x'))))).toEqual([
      'Step 2, shell: inline[0]: "b" → "x".',
    ]);
    expect(explain(before, await keyed(createText(steps, 'memory = 768')))).toEqual([
      'vm: memory: 512 → 768.',
      'The 2 steps after the base stand on what changed and will be built again.',
    ]);
  });

  it.each([
    ['qcow2', true],
    ['raw', false],
  ])('ask for digests of files only where there are keys: %s', async (format, keyed) => {
    const text = createText(step('a'), `format = "${format}"\nhttp_directory = "http"`);
    const template = await loadScene({ text });
    const { value } = getRequirements(template, { only: [], except: [] }, createTestRegistry());
    expect(value.files).toMatchObject([{ path: 'http', keyed }]);
  });
});
