import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import type { Action, Call } from '../action';
import { canUseImage } from '../ec2/images/access';
import { refuse } from '../refusal';
import { isId } from '../state/ids';
import { findRecord } from './find-parameter';
import { checkName } from './name';
import type { ParameterRecord, ParameterVersion } from './record';

const imageType = 'aws:ec2:image';
const dataTypes = ['text', imageType, 'aws:ssm:integration'];
const longest = { Standard: 4096, Advanced: 8192 };

/** Writes a parameter. That of an image is answered at once and looked into afterwards, so that it may never appear. */
export const putParameter: Action<PutParameterRequest, PutParameterResult> = (call) => {
  const { cloud, region, account, input, now } = call;
  const {
    Name: name = '',
    Value: value = '',
    Tier = 'Standard',
    DataType = 'text',
    Tags = [],
    Overwrite,
  } = input;
  checkName(name);
  const before = findWritten(call, name);
  checkExisting(input, before);
  checkValue(input);
  const type = input.Type ?? before?.current?.type ?? 'String';
  const number = Math.max(before?.current?.number ?? 0, before?.checking?.version.number ?? 0) + 1;
  const version: ParameterVersion = { type, dataType: DataType, value, number, modified: now };
  const record: ParameterRecord = before ?? {
    name,
    current: undefined,
    tier: Tier,
    tags: new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  };
  if (Overwrite !== undefined || input.Description !== undefined) record.description = input.Description;
  if (DataType === imageType)
    record.checking = { version, pending: cloud.startPending(), isGood: isImage(call, value) };
  else record.current = version;
  region.parameters.set(`${account}/${name}`, record);
  return { Version: number, Tier };
};

/** A parameter of which every value so far was found bad is none. */
function findWritten(call: Call<object>, name: string): ParameterRecord | undefined {
  const record = findRecord(call, name);
  return record?.current || record?.checking ? record : undefined;
}

/** What may be written depends on what is there. */
function checkExisting(input: PutParameterRequest, before: ParameterRecord | undefined): void {
  const { Name: name, Type: type, Tags: tags = [], Overwrite: overwrite = false } = input;
  if (tags.length > 0 && overwrite)
    throw refuse(
      'ValidationException',
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  if (before && !overwrite)
    throw refuse(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  if (!before && type === undefined)
    throw refuse('ValidationException', 'A parameter type is required when you create a parameter.');
  const current = before?.current?.type;
  if (current !== undefined && type !== undefined && type !== current)
    throw refuse('HierarchyTypeMismatchException', `The parameter ${name} is of type ${current}.`);
}

function checkValue({ Value: value = '', Tier = 'Standard', DataType = 'text' }: PutParameterRequest): void {
  if (value === '')
    throw refuse(
      'ValidationException',
      "Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  const limit = Tier === 'Standard' ? longest.Standard : longest.Advanced;
  if (Buffer.byteLength(value) > limit)
    throw refuse(
      'ValidationException',
      `${Tier} tier parameters support a maximum parameter value of ${limit} characters.`,
    );
  if (!dataTypes.includes(DataType))
    throw refuse(
      'ValidationException',
      `The following data type is not supported: ${DataType} (Data type names are all lowercase.)`,
    );
  if (DataType === imageType && !isId('ami', value))
    throw refuse('ValidationException', `The parameter value, ${value}, is not a valid AMI ID.`);
}

/** Whether EC2 would say that the caller has such an image, and that it is available. */
function isImage({ region, account }: Call<object>, id: string): boolean {
  const image = region.images.find(id);
  return image !== undefined && image.state === 'available' && canUseImage(image, account);
}
