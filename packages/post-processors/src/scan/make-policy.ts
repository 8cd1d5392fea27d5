import type { Clock, PostProcessContext } from '@strata/sdk';
import { isSeverity, parseSeverity } from './finding';
import type { Policy } from './policy';
import { readExceptions } from './read-exceptions';
import type { ScanOptions } from './schema';

/** The options that say what fails. */
export type PolicyOptions = Pick<
  ScanOptions,
  'fail_on' | 'fail_on_unknown' | 'only_fixed' | 'ignore' | 'ignore_file'
>;

/**
 * Which findings fail today: what the template says, with the file of exceptions as it is now.
 *
 * @throws Failure PPR047 with everything that is wrong in that file
 */
export async function makePolicy(
  context: Pick<PostProcessContext, 'ports' | 'baseDirectory'>,
  options: PolicyOptions,
): Promise<Policy> {
  const { ignore, ignore_file: file } = options;
  const shared = file === undefined ? [] : await readExceptions(context, file);
  return {
    failOn: options.fail_on === 'never' ? 'never' : parseSeverity(options.fail_on),
    failOnUnknown: options.fail_on_unknown,
    onlyFixed: options.only_fixed,
    exceptions: [...ignore, ...shared],
    today: getDay(context.ports.clock),
  };
}

/** By UTC: `2026-11-22`. */
export function getDay(clock: Pick<Clock, 'now'>): string {
  return new Date(clock.now()).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** Whether decoded options are those of a scan: who reads a plan knows the name of the part alone. */
export function isPolicyOptions(options: object): options is PolicyOptions {
  const { fail_on, fail_on_unknown, only_fixed, ignore, ignore_file }: Partial<Record<string, unknown>> =
    Object(options);
  return (
    (fail_on === 'never' || isSeverity(fail_on)) &&
    typeof fail_on_unknown === 'boolean' &&
    typeof only_fixed === 'boolean' &&
    Array.isArray(ignore) &&
    (ignore_file === undefined || typeof ignore_file === 'string')
  );
}
