import type { Call } from '../action';
import { type Refusal, refuse } from '../refusal';

const longestToken = 64;

/** A request that can be made again. */
export interface Repeatable<Output extends object> {
  readonly action: string;
  /** Without one, the request is done each time. */
  readonly token: string | undefined;
  /** How the service says that the same token came with other parameters. @default IdempotentParameterMismatch */
  readonly mismatch?: () => Refusal;
  make(): Output;
}

/** Does what a request asks for once: who asks again with the same token is told what was told before. */
export function answerOnce<Output extends object>(
  { account, region, input }: Call<object>,
  { action, token, mismatch = refuseMismatch, make }: Repeatable<Output>,
): Output {
  if (token === undefined) return make();
  if (token.length > longestToken)
    throw refuse(
      'InvalidParameterValue',
      `Invalid value '${token}' for ClientToken. Must be at most ${longestToken} characters.`,
    );
  const key = `${account}/${action}/${token}`;
  const asked = JSON.stringify({ ...input, ClientToken: token });
  const before = region.tokens.get(key);
  if (before && before.asked !== asked) throw mismatch();
  // Answers are kept under the action's own name, so what is found is what `make` returned.
  if (before) return before.answer as Output;
  const answer = make();
  region.tokens.set(key, { asked, answer });
  return answer;
}

function refuseMismatch(): Refusal {
  return refuse(
    'IdempotentParameterMismatch',
    'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
  );
}
