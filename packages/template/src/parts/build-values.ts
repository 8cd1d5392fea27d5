import { Type, Value } from '@strata/hcl';

/** What every build gives to `build.*` once it runs. */
const COMMON = [
  'ID',
  'Host',
  'Port',
  'User',
  'Password',
  'ConnType',
  'PackerRunUUID',
  'PackerHTTPAddr',
  'PackerHTTPIP',
  'PackerHTTPPort',
  'SSHPublicKey',
  'SSHPrivateKey',
  'SSHPrivateKeyFile',
  'SSHAgentAuth',
  'WinRMPassword',
] as const;

const UNKNOWN = COMMON.map((key): [string, Value] => [key, Value.unknown(Type.string)]);

/** The object `build`: its name is always known, the rest only while it runs. */
export function getBuildRoot(name: string | undefined, known: Readonly<Record<string, string>> = {}): Value {
  const given = Object.entries(known).map(([key, text]): [string, Value] => [key, Value.string(text)]);
  return Value.object(new Map([...UNKNOWN, ...given, ['name', Value.string(name ?? '')]]));
}
