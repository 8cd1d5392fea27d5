import type { Check, Finding } from './check';
import { type Alive, findGrowth } from './growth';
import type { Input } from './input';
import { languageChecks } from './language-checks';
import { loadCheck } from './load-check';

export const checks: readonly Check[] = [...languageChecks, loadCheck];

async function runCheck(check: Check, { text, language }: Input): Promise<string | undefined> {
  try {
    return await check.run(text, language);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Everything that is wrong about an input. */
export async function examine(input: Input): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    if (!check.languages.includes(input.language)) continue;
    const problem = await runCheck(check, input);
    if (problem !== undefined) findings.push({ check: check.name, problem });
  }
  return findings;
}

/** Ends the name of a check that measured how its work grows. */
export const growthSuffix = ' of a longer text';

/** Whether work grows faster than the text, by each check. */
export async function examineGrowth(input: Input, alive: Alive): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    if (!check.languages.includes(input.language)) continue;
    const problem = await findGrowth(check, input, alive);
    if (problem !== undefined) findings.push({ check: `${check.name}${growthSuffix}`, problem });
  }
  return findings;
}
