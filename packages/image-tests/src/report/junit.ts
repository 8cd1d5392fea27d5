import { basename } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import type { TestReport, TestResult } from '../run/result';
import { isFailure } from './failures';
import { formatMatch } from './text';
import { element, writeXml, type XmlElement } from './xml';

export interface JunitOptions {
  /** What is tested. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Hides secrets. @default nothing is hidden */
  readonly mask?: (text: string) => string;
}

/**
 * Results as JUnit XML, as Jenkins reads it (junit-10.xsd of its xUnit plugin): a suite for each image whose tests they are, a
 * case for each result. Of a file of checks each attribute is a case, as in goss. What is wrong with the tests, or with the
 * guest that they ask, is an error in a suite of its own: nothing that ran is no success.
 */
export function formatJunit(
  { results, diagnostics, milliseconds }: TestReport,
  options: JunitOptions,
): string {
  const { name, startedAt, mask } = options;
  const images = [...new Set(results.map(({ image }) => image))];
  const suites = images.map((image, id) => {
    const own = results.filter((result) => result.image === image);
    return element(
      'testsuite',
      {
        name: image,
        ...count(own, []),
        skipped: String(own.filter(({ outcome }) => outcome.status === 'skipped').length),
        time: getSeconds(own.reduce((sum, result) => sum + result.milliseconds, 0)),
        timestamp: new Date(startedAt).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length),
        id: String(id),
      },
      own.map(getCase),
    );
  });
  const errors = diagnostics.filter((each) => each.severity === 'error' && !isFailure(each));
  const whole = element('testsuites', { name, time: getSeconds(milliseconds), ...count(results, errors) }, [
    ...suites,
    ...getErrors(name, errors),
  ]);
  return writeXml(whole, mask);
}

function getErrors(name: string, errors: readonly Diagnostic[]): readonly XmlElement[] {
  if (errors.length === 0) return [];
  const cases = errors.map(({ code, summary, detail, subject }) => {
    const place = subject ? `${subject.file}:${subject.start.line}` : '';
    const error = element('error', { message: detail, type: code }, [`${place}\n${detail}`.trim()]);
    return element('testcase', { name: `${summary} (${code})`, classname: `${name}.tests`, time: '0.000' }, [
      error,
    ]);
  });
  return [element('testsuite', { name: `${name}: tests`, ...count([], errors) }, cases)];
}

function count(results: readonly TestResult[], errors: readonly Diagnostic[]) {
  const failures = results.filter(({ outcome }) => outcome.status === 'failed').length;
  return {
    tests: String(results.length + errors.length),
    failures: String(failures),
    errors: String(errors.length),
  };
}

const getSeconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3);

function getCase(result: TestResult): XmlElement {
  const { label, subject, attribute, title, image, file, output, kind } = result;
  const name = title ?? (kind === 'program' ? attribute : `${label} ${subject} ${attribute}`);
  // Jenkins takes what stands before the last dot for a package.
  const classname = `${image}.${basename(file).replaceAll('.', '_')}`;
  return element('testcase', { name, classname, time: getSeconds(result.milliseconds) }, [
    ...getOutcome(result),
    ...(output ? [element('system-out', {}, [output])] : []),
  ]);
}

function getOutcome(result: TestResult): readonly XmlElement[] {
  const { outcome, file, range } = result;
  const place = range ? `${file}:${range.start.line}` : file;
  if (outcome.status === 'skipped') return [element('skipped', { message: outcome.reason }, [])];
  if (outcome.status === 'passed') return [];
  const lines = outcome.match ? formatMatch(outcome.match) : [outcome.reason ?? ''];
  const message = lines.map((line) => line.trim()).join(' ');
  return [element('failure', { message, type: result.kind }, [[place, ...lines].join('\n')])];
}
