import type {
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  GetParametersRequest,
  GetParametersResult,
} from '@aws-sdk/client-ssm';
import type { Action, Call } from '../action';
import { Refusal, refuse } from '../refusal';
import { takePage } from '../rules/pages';
import { type FoundParameter, findParameter, refuseNotFound, showParameter } from './find-parameter';
import { publicAccount } from './record';

const pageLimits = { least: 1, most: 10, usual: 10 };
const mostNames = 10;
const concealed = 'AQICAHhy';

export const getParameter: Action<GetParameterRequest, GetParameterResult> = (call) => {
  const found = findParameter(call, call.input.Name ?? '');
  if (!found) throw refuseNotFound();
  return { Parameter: show(call, found) };
};

export const getParameters: Action<GetParametersRequest, GetParametersResult> = (call) => {
  const names = call.input.Names ?? [];
  if (names.length === 0 || names.length > mostNames)
    throw refuse(
      'ValidationException',
      `1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length between 1 and ${mostNames}`,
    );
  const found = names.map((name) => [name, findParameter(call, name)] as const);
  return {
    Parameters: found.flatMap(([, parameter]) => (parameter ? show(call, parameter) : [])),
    InvalidParameters: found.filter(([, parameter]) => !parameter).map(([name]) => name),
  };
};

export const getParametersByPath: Action<GetParametersByPathRequest, GetParametersByPathResult> = (call) => {
  const { region, account, input } = call;
  const { Path: path = '', Recursive: recursive = false } = input;
  if (!path.startsWith('/'))
    throw refuse(
      'ValidationException',
      'The parameter doesn’t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
    );
  if (input.ParameterFilters) throw new Error('The fake has no ParameterFilters.');
  const folder = path.endsWith('/') ? path : `${path}/`;
  const owner = path.startsWith('/aws/') ? publicAccount : account;
  const names = [...region.parameters]
    .filter(([key, { name }]) => key === `${owner}/${name}` && isBelow(name, folder, recursive))
    .map(([, { name }]) => name);
  const found = names.sort().flatMap((name) => findParameter(call, name) ?? []);
  const { items, nextToken } = takeParameters(found, input);
  return { Parameters: items.map((parameter) => show(call, parameter)), NextToken: nextToken };
};

function isBelow(name: string, folder: string, recursive: boolean): boolean {
  return name.startsWith(folder) && (recursive || !name.slice(folder.length).includes('/'));
}

function takeParameters(found: readonly FoundParameter[], input: GetParametersByPathRequest) {
  try {
    return takePage(found, input, pageLimits);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw error.code === 'InvalidNextToken'
      ? refuse(error.code, '')
      : refuse('ValidationException', error.message);
  }
}

/** Without decryption, a secret is shown as it is kept. */
function show(call: Call<{ readonly WithDecryption?: boolean | undefined }>, found: FoundParameter) {
  const shown = showParameter(call, found);
  if (found.version.type !== 'SecureString' || call.input.WithDecryption) return shown;
  return { ...shown, Value: `${concealed}${Buffer.from(found.record.name).toString('base64')}` };
}
