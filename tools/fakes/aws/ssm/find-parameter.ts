import type { Call } from '../action';
import { type Refusal, refuse } from '../refusal';
import { type ParameterRecord, type ParameterVersion, publicAccount } from './record';

/** A parameter that is there, with the version that counts. */
export interface FoundParameter {
  readonly record: ParameterRecord;
  readonly version: ParameterVersion;
  /** `:3`, when a version was asked for. */
  readonly selector?: string;
}

export function refuseNotFound(): Refusal {
  return refuse('ParameterNotFound', '');
}

/** Finds a parameter by name, by name and version, or by ARN. */
export function findParameter(call: Call<object>, wanted: string): FoundParameter | undefined {
  const [name = '', number] = wanted
    .replace(/^arn:aws[a-z-]*:ssm:[^:]*:\d{12}:parameter(?=\/)/, '')
    .split(':', 2);
  const record = findRecord(call, name);
  if (!record) return undefined;
  settle(record);
  const version = record.current;
  if (!version || (number !== undefined && Number(number) !== version.number)) return undefined;
  return { record, version, ...(number !== undefined && { selector: `:${number}` }) };
}

/** Whatever goes by a name, checked or not. Names of AWS's own are found by everybody. */
export function findRecord({ region, account }: Call<object>, name: string): ParameterRecord | undefined {
  const owner = name.startsWith('/aws/') ? publicAccount : account;
  return region.parameters.get(`${owner}/${name}`);
}

/** A value that was found good becomes the current one; one that was not is forgotten, and nobody is told. */
function settle(record: ParameterRecord): void {
  const { checking } = record;
  if (!checking?.pending.look()) return;
  delete record.checking;
  if (checking.isGood) record.current = checking.version;
}

/** A parameter as answers have it. */
export function showParameter(
  { region, account }: Call<object>,
  { record, version, selector }: FoundParameter,
) {
  const owner = record.name.startsWith('/aws/') ? '' : account;
  const path = record.name.startsWith('/') ? record.name : `/${record.name}`;
  return {
    Name: record.name,
    Type: version.type,
    Value: version.value,
    Version: version.number,
    Selector: selector,
    LastModifiedDate: version.modified,
    ARN: `arn:aws:ssm:${region.name}:${owner}:parameter${path}`,
    DataType: version.dataType,
  };
}
