import { Failure } from '@strata/diagnostics';
import { parseDuration } from '@strata/sdk';
import { problem } from '../codes';
import { getVariable, type Variables } from './variables';

/** How long one try of a request may take, in milliseconds. */
export interface TimeLimits {
  readonly connect: number;
  /** Until the answer begins, and between two pieces of it. */
  readonly answer: number;
}

const SECOND = 1_000;
const CONNECT = 5 * SECOND;

/** Some describes of EC2 take most of this in large accounts. */
const ANSWER = 60 * SECOND;

/** A block is small; who waits longer for one waits for nothing. Source: coldsnap, pull request 438. */
const BLOCK_ANSWER = 20 * SECOND;

const VARIABLE = 'STRATA_AWS_TIMEOUT';

/**
 * Limits of a service's requests: by itself the SDK waits for ever. `STRATA_AWS_TIMEOUT` (`90s`) says how long an answer is
 * waited for instead.
 *
 * @throws Failure when the variable holds no time
 */
export function getTimeLimits(service: 'blocks' | 'others', variables: Variables): TimeLimits {
  const given = getVariable(variables, VARIABLE);
  const usual = service === 'blocks' ? BLOCK_ANSWER : ANSWER;
  if (given === undefined) return { connect: CONNECT, answer: usual };
  const answer = parseDuration(given);
  if (answer === undefined || answer <= 0)
    throw new Failure(
      problem('AWS032', {
        detail: `${VARIABLE} is "${given}", which is no time.`,
        hint: `Write a time such as 90s or 2m; without it ${usual / SECOND} seconds hold.`,
      }),
    );
  return { connect: Math.min(CONNECT, answer), answer };
}
