import { Type, Value } from '@strata/hcl';
import type { Text } from '@strata/sdk';

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

interface BuildValues {
  /** What is known by now. */
  readonly known?: Readonly<Record<string, Text>> | undefined;
  /** Names that its builder has beside the common ones. */
  readonly facts?: readonly string[];
}

/** The object `build`: its name is always known, the rest only while it runs. What is secret stays so. */
export function getBuildRoot(name: string | undefined, { known = {}, facts = [] }: BuildValues = {}): Value {
  const unknown = [...COMMON, ...facts].map((key): [string, Value] => [key, Value.unknown(Type.string)]);
  const given = Object.entries(known).map(([key, text]): [string, Value] => [key, makeValue(text)]);
  return Value.object(new Map([...unknown, ...given, ['name', Value.string(name ?? '')]]));
}

function makeValue(text: Text): Value {
  return typeof text === 'string' ? Value.string(text) : Value.sensitive(Value.string(text.reveal()));
}
