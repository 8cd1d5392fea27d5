import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../../codes';
import { readJsonFile } from '../read-json-file';
import { VERDICT_SCHEMA, type Verdict, type VerdictFailure, type VerdictPlace } from './verdict';

/** A verdict that lies beside a receipt; undefined when there is none, or none that can be read, which is told. */
export async function readVerdict(
  files: Files,
  path: string,
  place: VerdictPlace,
): Promise<Checked<Verdict | undefined>> {
  const { value, diagnostics } = await readJsonFile(files, path, WRITE_ANEW);
  if (value === undefined) return { value: undefined, diagnostics };
  if (isVerdict(value) && value.place === place) return { value, diagnostics };
  return { value: undefined, diagnostics: [explain(value, path)] };
}

const WRITE_ANEW = 'Test the image again: strata test writes it anew.';

function explain(value: unknown, path: string): Diagnostic {
  const { schema } = Object(value);
  const detail =
    typeof schema === 'number' && schema !== VERDICT_SCHEMA
      ? `${path} has form ${schema}; this version of Strata reads form ${VERDICT_SCHEMA}.`
      : `${path} is not as strata test writes it.`;
  return problem('CLI044', { detail, hint: WRITE_ANEW });
}

function isVerdict(value: unknown): value is Verdict {
  const {
    schema,
    image,
    source,
    place,
    layers,
    disk,
    machine,
    sockets,
    tests,
    verdict,
    count,
    failures,
    problems,
  } = Object(value);
  return (
    schema === VERDICT_SCHEMA &&
    areTexts([image, source]) &&
    (place === 'layers' || place === 'machine') &&
    areTexts(layers) &&
    (disk === undefined || typeof disk === 'string') &&
    (machine === undefined || areTexts([Object(machine).firmware, Object(machine).cloud])) &&
    (sockets === undefined || areTexts(sockets)) &&
    isRecord(tests) &&
    areTexts(Object.values(tests)) &&
    (verdict === 'passed' || verdict === 'failed') &&
    isRecord(count) &&
    [count['passed'], count['failed'], count['skipped']].every(Number.isInteger) &&
    Array.isArray(failures) &&
    failures.every(isFailure) &&
    areTexts(problems)
  );
}

function isFailure(value: unknown): value is VerdictFailure {
  const { title, image, file, line, label, subject, attribute, message, unmet, units } = Object(value);
  return (
    areTexts([title, image, file, label, subject, attribute, message]) &&
    (line === undefined || Number.isInteger(line)) &&
    (unmet === undefined || areTexts(unmet)) &&
    (units === undefined || areTexts(units))
  );
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
