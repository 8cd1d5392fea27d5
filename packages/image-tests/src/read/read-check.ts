import { suggest } from '@strata/diagnostics';
import { type Check, type CheckKind, createSettings, type Expectation } from '../checks/check';
import { getSubject, type Kind, type SettingType } from '../checks/kind';
import { problem } from '../codes';
import { kinds } from '../kinds';
import { ADDRESS } from '../kinds/addr';
import { PORT } from '../kinds/port';
import type { Json } from '../match/json';
import { readMatcher, type Tell } from './read-matcher';
import { describe, type Entry, type Located, toJson } from './tree';

/** What every check may say beside what its kind knows. */
const COMMON: Readonly<Record<string, SettingType>> = { title: 'text', meta: 'any', skip: 'flag' };

/** One check: `KEY: { attribute: expectation, … }`. Undefined when nothing of it can be kept. */
export function readCheck(name: CheckKind, entry: Entry, tell: Tell): Check | undefined {
  const kind = kinds[name];
  if (entry.value.kind !== 'map') {
    const detail = `What is expected of ${name} "${entry.key}" is a map of attributes, not ${describe(entry.value)}.`;
    const hint = `Attributes: ${Object.keys(kind.attributes).join(', ')}.`;
    tell(problem('TST005', { detail, subject: entry.value.range, hint }));
    return undefined;
  }
  const settings: Record<string, Json> = {};
  const expectations = new Map<string, Expectation>();
  const seen = new Set<string>();
  for (const attribute of entry.value.entries) {
    const { key } = attribute;
    seen.add(key);
    const type = COMMON[key] ?? (Object.hasOwn(kind.settings, key) ? kind.settings[key] : undefined);
    const form = Object.hasOwn(kind.attributes, key) ? kind.attributes[key] : undefined;
    if (type) {
      if (isOfType(attribute.value, type)) settings[key] = toJson(attribute.value);
      else tellType(attribute, type, tell);
    } else if (form) {
      if (isEmptyList(attribute.value)) tellNothing(name, entry, attribute, tell);
      else {
        const matcher = readMatcher(attribute.value, form, tell);
        if (matcher) expectations.set(key, { attribute: key, matcher, range: attribute.keyRange });
      }
    } else tellUnknown(name, kind, attribute, tell);
  }
  for (const attribute of kind.required) if (!seen.has(attribute)) tellMissing(name, entry, attribute, tell);
  const { title, meta } = settings;
  const check: Check = {
    kind: name,
    id: entry.key,
    ...(typeof title === 'string' && { title }),
    ...(isMeta(meta) && { meta }),
    skip: settings['skip'] === true,
    settings: createSettings(settings),
    // In the order of the kind, whatever the order of the file: what has to hold first comes first.
    expectations: Object.keys(kind.attributes).flatMap((attribute) => expectations.get(attribute) ?? []),
    range: entry.keyRange,
  };
  return isSubjectValid(check, kind, tell) ? check : undefined;
}

function isMeta(meta: Json | undefined): meta is { readonly [key: string]: Json } {
  return typeof meta === 'object' && meta !== null && !Array.isArray(meta);
}

const isEmptyList = (node: Located) => node.kind === 'list' && node.items.length === 0;

function isOfType(node: Located, type: SettingType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'text':
      return node.kind === 'scalar' && typeof node.value === 'string';
    case 'number':
      return node.kind === 'scalar' && typeof node.value === 'number' && node.value >= 0;
    case 'flag':
      return node.kind === 'scalar' && typeof node.value === 'boolean';
    case 'texts':
      return (
        node.kind === 'list' &&
        node.items.every((item) => item.kind === 'scalar' && typeof item.value === 'string')
      );
  }
}

const WORDS: Readonly<Record<SettingType, string>> = {
  any: 'anything',
  text: 'a text',
  number: 'a number that is not negative',
  flag: 'true or false',
  texts: 'a list of texts',
};

function tellType({ key, value }: Entry, type: SettingType, tell: Tell): void {
  const detail = `"${key}" takes ${WORDS[type]}, not ${describe(value)}.`;
  const hint = type === 'text' ? 'Put it in quotes.' : `Give ${WORDS[type]}.`;
  tell(problem('TST005', { detail, subject: value.range, hint }));
}

function tellUnknown(name: CheckKind, kind: Kind, { key, keyRange }: Entry, tell: Tell): void {
  const known = [...Object.keys(kind.attributes), ...Object.keys(kind.settings), ...Object.keys(COMMON)];
  const near = suggest(key, known);
  const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
  const detail = `A check of kind ${name} has no attribute "${key}".${meant}`;
  tell(problem('TST003', { detail, subject: keyRange, hint: `Attributes: ${known.join(', ')}.` }));
}

function tellMissing(name: CheckKind, { key, keyRange }: Entry, attribute: string, tell: Tell): void {
  const detail = `A check of kind ${name} says "${attribute}"; "${key}" does not.`;
  tell(problem('TST004', { detail, subject: keyRange, hint: `Add ${attribute}.` }));
}

function tellNothing(name: CheckKind, { key }: Entry, attribute: Entry, tell: Tell): void {
  tell(
    problem('TST012', {
      severity: 'warning',
      detail: `An empty list for "${attribute.key}" of ${name} "${key}" holds for everything.`,
      subject: attribute.keyRange,
      hint: 'Write "" when it has to be empty, or leave it out.',
    }),
  );
}

/** Names that the guest could make nothing of. */
function isSubjectValid(check: Check, kind: Kind, tell: Tell): boolean {
  const subject = getSubject(kind, check);
  const form = check.kind === 'port' ? PORT : check.kind === 'addr' ? ADDRESS : undefined;
  if (!form || form.test(subject)) return true;
  tell(
    problem('TST013', {
      detail: `"${subject}" names no ${check.kind === 'port' ? 'port' : 'address with a port'}.`,
      subject: check.range,
      hint:
        check.kind === 'port'
          ? 'Write tcp:22, tcp6:22, udp:53 or udp6:53.'
          : 'Write tcp://host:443 or udp://host:53.',
    }),
  );
  return false;
}
