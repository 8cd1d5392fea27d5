import { getVisible } from '@strata/diagnostics';
import type { Json } from '../match/json';
import type { Match } from '../match/matcher';
import type { TestReport, TestResult } from '../run/result';

export interface TextOptions {
  /** Hides secrets. @default nothing is hidden */
  readonly mask?: (text: string) => string;
}

/** Results for people, in the manner of goss's `documentation`: a line each, failures and skips again at the end, counts. */
export function formatResults(
  { results, milliseconds }: TestReport,
  { mask = (text) => text }: TextOptions = {},
): string {
  const told = results.filter(({ outcome }) => outcome.status !== 'passed');
  const failed = results.filter(({ outcome }) => outcome.status === 'failed').length;
  const lines = [
    ...formatGroups(results, formatLine),
    '',
    ...(told.length > 0 ? ['Failures/Skipped:', '', ...formatGroups(told, formatWhole)] : []),
    `Total Duration: ${(milliseconds / 1000).toFixed(3)}s`,
    `Count: ${results.length}, Failed: ${failed}, Skipped: ${told.length - failed}`,
  ];
  return `${lines.map((line) => getVisible(mask(line))).join('\n')}\n`;
}

/** The title and the meta data of a check stand once over its results. */
function formatGroups(
  results: readonly TestResult[],
  format: (result: TestResult) => readonly string[],
): readonly string[] {
  let last: TestResult['meta'] | string;
  return results.flatMap((result) => {
    const head = result.title ?? result.meta;
    const isNew = head !== undefined && head !== last;
    last = head;
    return [...(isNew ? formatHead(result) : []), ...format(result)];
  });
}

function formatHead({ title, meta }: TestResult): readonly string[] {
  const pairs = Object.entries(meta ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  return [
    ...(title === undefined ? [] : [`Title: ${title}`]),
    ...(meta ? ['Meta:', ...pairs.map(([key, value]) => `    ${key}: ${formatMeta(value)}`)] : []),
  ];
}

const formatMeta = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));

const getName = ({ label, subject, attribute }: TestResult) => `${label}: ${subject}: ${attribute}`;

function formatLine(result: TestResult): readonly string[] {
  const { outcome } = result;
  switch (outcome.status) {
    case 'passed':
      return [
        outcome.match
          ? `${getName(result)}: matches expectation: ${JSON.stringify(outcome.match.expected)}`
          : `${getName(result)}: passed`,
      ];
    case 'skipped':
      return [`${getName(result)}: skipped`];
    case 'failed':
      return [`${getName(result)}: FAILED`];
  }
}

function formatWhole(result: TestResult): readonly string[] {
  const { outcome, output, range, file } = result;
  const place = `    (${range ? `${file}:${range.start.line}` : file}, a test of ${result.image})`;
  if (outcome.status === 'skipped') return [`${getName(result)}: skipped`, indent(outcome.reason), place, ''];
  if (outcome.status === 'passed') return [];
  return [
    `${getName(result)}:`,
    ...(outcome.match ? formatMatch(outcome.match) : ['Error', indent(outcome.reason ?? '')]),
    ...(output ? ['the output was', indent(output.trimEnd())] : []),
    place,
    '',
  ];
}

export function formatMatch({ found, message, expected, missing, extra, error }: Match): readonly string[] {
  return [
    ...['Expected', indent(JSON.stringify(found)), message, indent(JSON.stringify(expected))],
    ...(missing && missing.length > 0 ? ['the missing elements were', indent(JSON.stringify(missing))] : []),
    ...(extra && extra.length > 0 ? ['the extra elements were', indent(JSON.stringify(extra))] : []),
    ...(error === undefined ? [] : [error]),
  ];
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
