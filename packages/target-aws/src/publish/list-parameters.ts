import { callAws } from './call';
import type { AwsContext } from './context';

/** As many as AWS gives at a time. */
const pageSize = 10;

/** Values of parameters in a region by their names; those that are not there are left out. */
export async function listParameters(
  context: AwsContext,
  region: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(names)];
  const values = new Map<string, string>();
  for (let at = 0; at < wanted.length; at += pageSize) {
    const answer = await callAws(context, { action: 'GetParameters', region }, (options) =>
      context.session.ssm(region).getParameters({ Names: wanted.slice(at, at + pageSize) }, options),
    );
    for (const { Name: name, Value: value } of answer.Parameters ?? [])
      if (name !== undefined && value !== undefined) values.set(name, value);
  }
  return values;
}

/** Values of all parameters below a path. */
export async function listParametersBelow(
  context: AwsContext,
  region: string,
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  let next: string | undefined;
  do {
    const token = next;
    const page = await callAws(context, { action: 'GetParametersByPath', region }, (options) =>
      context.session.ssm(region).getParametersByPath(
        {
          Path: path,
          Recursive: true,
          MaxResults: pageSize,
          ...(token !== undefined && { NextToken: token }),
        },
        options,
      ),
    );
    for (const { Name: name, Value: value } of page.Parameters ?? [])
      if (name !== undefined && value !== undefined) values.set(name, value);
    next = page.NextToken;
  } while (next);
  return values;
}
