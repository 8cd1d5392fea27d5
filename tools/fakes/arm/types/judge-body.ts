import { isObject, type Json, type JsonObject, readObject, readText } from '../json';
import { refuse } from '../refusal';
import { getName } from '../routing/resource-id';
import { foldLocation } from '../state/locations';
import { refuseProblems } from './refuse-problems';
import type { BodyCheck, ResourceType, Writing } from './resource-type';

/** Refuses a body that is none, or has not the form of its type. */
export function judgeBody(
  body: Json | undefined,
  check: BodyCheck | undefined,
  type: ResourceType,
): JsonObject {
  if (!check)
    throw refuse('MethodNotAllowed', `The resource type '${type.name}' does not allow this method.`, {
      status: 405,
    });
  if (!isObject(body))
    throw refuse(
      'InvalidRequestContent',
      'The request content was invalid and could not be deserialized: a JSON object is expected.',
    );
  const problems = check(body);
  if (problems.length > 0) throw refuseProblems(problems);
  return body;
}

const maximumTags = 50;
const maximumTagName = 512;
const maximumTagValue = 256;
const forbiddenInTagNames = /[<>%&\\?/]/;

/** Refuses names, locations and tags that no type can have. */
export function judgeEnvelope(writing: Writing, type: ResourceType): void {
  judgeName(writing, type);
  if (type.tracked) judgeLocation(writing, type.name);
  judgeTags(readObject(writing.body, 'tags'));
}

function judgeName({ id, existing }: Writing, { naming, name: type }: ResourceType): void {
  const name = getName(id);
  if (existing || !naming || naming.pattern.test(name)) return;
  throw refuse('InvalidResourceName', `Resource name ${name} is invalid for type '${type}'. ${naming.rule}`, {
    target: 'name',
  });
}

function judgeLocation({ body, cloud, existing, id }: Writing, type: string): void {
  const given = readText(body, 'location');
  if (given === undefined || given === '')
    throw refuse('LocationRequired', 'The location property is required for this definition.');
  if (!cloud.findLocation(given) || cloud.limits.withoutType.has(`${type}/${foldLocation(given)}`))
    throw refuse(
      'LocationNotAvailableForResourceType',
      `The provided location '${given}' is not available for resource type '${id.type}'. List of available regions for the resource type is '${cloud.locations.map(({ name }) => name).join(',')}'.`,
    );
  const before = readText(existing?.envelope, 'location');
  if (before !== undefined && foldLocation(given) !== before)
    throw refuse(
      'InvalidResourceLocation',
      `The resource '${getName(id)}' already exists in location '${before}' in resource group '${id.group}'. A resource with the same name cannot be created in location '${given}'. Please select a new resource name.`,
      { status: 409 },
    );
}

/** Of resources and groups alike. */
export function judgeTags(tags: JsonObject): void {
  const names = Object.keys(tags);
  if (names.length > maximumTags)
    throw refuse(
      'TooManyTags',
      `Too many tags on the resource: ${names.length}. The maximum is ${maximumTags}.`,
    );
  for (const name of names) judgeTag(name, tags[name]);
}

function judgeTag(name: string, value: Json | undefined): void {
  if (name.length > maximumTagName || forbiddenInTagNames.test(name))
    throw refuse(
      'InvalidTagNameCharacters',
      `The tag names '${name}' have reserved characters '<,>,%,&,\\,?,/' or control characters, or are longer than ${maximumTagName}.`,
    );
  if (typeof value === 'string' && value.length > maximumTagValue)
    throw refuse(
      'InvalidTagValueLength',
      `The value of tag '${name}' is longer than ${maximumTagValue} characters.`,
    );
}
