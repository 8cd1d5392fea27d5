import { Failure } from '@strata/diagnostics';
import { parseDuration } from '@strata/sdk';
import { problem } from '../codes';
import { getVariable, type Variables } from './variables';

const SECOND = 1_000;

/** The resource manager itself gives up after so long. Source: Azure Resource Manager, "Request limits". */
const USUAL = 60 * SECOND;

const VARIABLE = 'STRATA_AZURE_TIMEOUT';

/**
 * How long an answer to one try is waited for, in milliseconds: by themselves Azure's SDKs wait for ever.
 * `STRATA_AZURE_TIMEOUT` (`90s`) says otherwise.
 *
 * @throws Failure when the variable holds no time
 */
export function getAnswerLimit(variables: Variables): number {
  const given = getVariable(variables, VARIABLE);
  const limit = given === undefined ? USUAL : parseDuration(given);
  if (limit !== undefined && limit > 0) return limit;
  throw new Failure(
    problem('AZU032', {
      detail: `${VARIABLE} is "${given}", which is no time.`,
      hint: `Write a time such as 90s or 2m; without it ${USUAL / SECOND} seconds hold.`,
    }),
  );
}
