import { parseArgs } from 'node:util';
import { isThere } from '../setup/machine';
import { getSteps, pairSteps } from './compare';
import { explainPairs, type Finding, findIdle, isUnexplained } from './explain';
import { writeGuideTable } from './guide';
import { reasons } from './reasons';
import { recordCalls } from './record-calls';
import { settleOrder } from './settle-order';
import { formatTable } from './table';

const usage = `node tools/run.js aws-calls [--write]

Has Debian's packer and Strata build one template with machines of QEMU's as those of the fake AWS, and prints what each
of them called, in order, and what differs and why. With --write the table of docs/guides/amazon-builders.md is that.
`;

const say = (text: string) => void process.stdout.write(`${text}\n`);

/** `node tools/run.js aws-calls`: fails when calls differ and nobody has said why, or a reason is left without a difference. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (!isThere('packer')) {
    say('Left out: there is no packer here. apt-get install -y packer');
    return 0;
  }
  const findings = await compareCalls();
  const table = formatTable(findings);
  if (values.write) writeGuideTable(table);
  else say(table);
  const problems = listProblems(findings);
  for (const problem of problems) say(problem);
  return problems.length === 0 ? 0 : 1;
}

/** Builds twice, which takes a minute. */
export async function compareCalls(): Promise<readonly Finding[]> {
  // One after the other: each has machines of its own.
  const packer = settleOrder(getSteps(await recordCalls('packer')));
  const strata = settleOrder(getSteps(await recordCalls('strata')));
  return explainPairs(pairSteps(packer, strata), reasons);
}

/** What is wrong with the reasons: one line for each. */
export function listProblems(findings: readonly Finding[]): readonly string[] {
  const unexplained = findings.filter(isUnexplained).map(({ pair, differences }) => {
    const names = differences.map(({ parameter }) => parameter);
    return `Nobody has said why: ${[(pair.strata ?? pair.packer)?.action, ...names].join(' ')}`;
  });
  const idle = findIdle(findings, reasons).map(
    ({ action, what }) => `No such difference any more: ${action} ${what}`,
  );
  return [...unexplained, ...idle];
}
