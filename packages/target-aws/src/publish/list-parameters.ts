import { callAws } from './call';
import type { AwsContext } from './context';

/** As many as AWS gives at a time. */
const pageSize = 10;

/** SSM lets some 40 requests through in a second, and an answer takes a tenth of one at most. */
const atATime = 4;

/** Values of parameters in a region by their names; those that are not there are left out. */
export async function listParameters(
  context: AwsContext,
  region: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  const pages = listPages([...new Set(names)]).values();
  const ask = async () => {
    for (const page of pages) {
      const answer = await callAws(context, { action: 'GetParameters', region }, (options) =>
        context.session.ssm(region).getParameters({ Names: page }, options),
      );
      for (const { Name: name, Value: value } of answer.Parameters ?? [])
        if (name !== undefined && value !== undefined) values.set(name, value);
    }
  };
  // Each takes the next page that nobody has taken.
  await Promise.all(Array.from({ length: atATime }, ask));
  return values;
}

function listPages(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / pageSize);
  return Array.from({ length: count }, (_, at) => names.slice(at * pageSize, (at + 1) * pageSize));
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
