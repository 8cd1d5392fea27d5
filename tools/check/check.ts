import { type Step, steps } from './steps';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function runStep(step: Step): Promise<boolean> {
  const start = performance.now();
  const problems = await step.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s)`);
  for (const problem of problems) say(problem.replace(/^/gm, '     '));
  return problems.length === 0;
}

/** `npm run check`: everything that can be known about the sources without a network. Names of steps choose some. */
export async function main(names: readonly string[]): Promise<number> {
  const chosen = steps.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
  const failed: string[] = [];
  for (const step of chosen) if (!(await runStep(step))) failed.push(step.name);
  say(failed.length === 0 ? 'All is well.' : `To repair what can be repaired: npm run fix`);
  return failed.length === 0 ? 0 : 1;
}
