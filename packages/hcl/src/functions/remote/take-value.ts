import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { fail } from '../failure';
import type { RemoteRequest, RemoteValues } from './remote-values';

/** The result of a call that asks another machine: a secret, unknown as long as it was not fetched. */
export function takeValue(
  remote: RemoteValues | undefined,
  request: RemoteRequest,
  pick: (text: string) => string,
): Value {
  if (remote === undefined)
    return fail('other machines are not asked here; give the value in a variable instead, by PKR_VAR_NAME');
  const answer = remote.find(request);
  if (answer === undefined) return Value.sensitive(Value.unknown(Type.string));
  if ('problem' in answer) return fail(answer.problem);
  const text = pick(answer.text);
  remote.hide(text);
  return Value.sensitive(Value.string(text));
}
