import { explainMiss } from './explain-miss';
import { type KeptPlan, keepPlan } from './kept-plan';
import { createText, planBuild } from './testing/plans';

const step = (line: string) => `  provisioner "shell" { inline = ["${line}"] }\n`;
const plan = (...lines: readonly string[]) => planBuild({ text: createText(lines.map(step).join('')) });

async function explain(before: readonly string[], after: readonly string[], index: number) {
  const kept = JSON.parse(JSON.stringify(keepPlan(await plan(...before)))) as KeptPlan;
  return explainMiss(kept, await plan(...after), index);
}

describe('why nothing stands for a step', () => {
  it('says that there was no build before', async () => {
    expect(explainMiss(undefined, await plan('a'), 1)).toEqual(['It was not built here before.']);
  });

  it('shows what changed in the step itself', async () => {
    expect(await explain(['a', 'b'], ['a', 'x'], 2)).toEqual(['Step 2, shell: inline[0]: "b" → "x".']);
  });

  it('names the step below that changed', async () => {
    expect(await explain(['a', 'b'], ['x', 'b'], 2)).toEqual([
      'It stands on what changed. Step 1, shell: inline[0]: "a" → "x".',
    ]);
  });

  it('says when nothing changed, so that the layer must be gone', async () => {
    expect(await explain(['a'], ['a'], 1)).toEqual([
      'Nothing changed, but what was kept of it is not there any more.',
    ]);
  });
});
