import type { Difference, Pair, Step } from './compare';
import { type Finding, isUnexplained } from './explain';
import { home } from './template';

const HEAD = ['Packer 1.6.6', 'Strata', 'what differs', 'why'];
const NOBODY_KNOWS = '**nobody has said why**';

/** The findings as a table of Markdown, a step's name once. */
export function formatTable(findings: readonly Finding[]): string {
  const rows = findings.map((finding, index) =>
    getRow(finding, finding.pair === findings[index - 1]?.pair ? undefined : finding.pair),
  );
  return [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function getRow(finding: Finding, pair: Pair | undefined): readonly string[] {
  const { differences, reason } = finding;
  const names = pair ? [getName(pair.packer), getName(pair.strata)] : ['', ''];
  const why = reason?.why ?? (isUnexplained(finding) ? NOBODY_KNOWS : '');
  return [...names, groupTags(differences).map(describe).join('<br>'), why];
}

function getName(step: Step | undefined): string {
  if (!step) return '–';
  const { action, region } = step;
  return region === home ? `\`${action}\`` : `\`${action}\` in ${region}`;
}

const describe = ({ parameter, packer, strata }: Difference) =>
  `\`${parameter}\`: ${quote(packer)} → ${quote(strata)}`;

const quote = (value: string | undefined) => (value === undefined ? '–' : `\`${value}\``);

/** Strata's own tags are named once for all. */
function groupTags(differences: readonly Difference[]): readonly Difference[] {
  const grouped = differences.map((difference) => ({
    ...difference,
    parameter: difference.parameter.replace(/\.strata:.*$/u, '.strata:*'),
  }));
  return grouped.filter(
    ({ parameter }, index) => grouped.findIndex((each) => each.parameter === parameter) === index,
  );
}
