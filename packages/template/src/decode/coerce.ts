import { convert, isSensitive, isWhollyKnown, Type, toJson, type Value } from '@strata/hcl';
import { type OptionSpec, type OptionType, parseDuration, Secret } from '@strata/sdk';
import { getInput } from './input-value';
import { getListHint } from './list-hint';
import { getPlaceholder } from './placeholder';
import { getGivenName, getWantedName } from './type-names';

/** What is wrong with a value, without where it stands. */
export interface Complaint {
  readonly code: 'TPL034' | 'TPL036' | 'TPL037' | 'TPL041';
  readonly detail: string;
  readonly hint?: string;
}

export interface Coerced {
  /** As the part gets it; a placeholder where the value was unknown or wrong. */
  readonly value: unknown;
  readonly known: boolean;
  readonly complaints: readonly Complaint[];
}

/** Text after Packer's second language, which runs over every string of a component. */
export type ExpandText = (text: string) => {
  readonly text: string;
  readonly problem?: string;
  /** A secret came into it, such as by `{{vault}}`. */
  readonly sensitive?: true;
};

/** How strings are read, which differs between the languages of templates. */
export interface StringRules {
  readonly expand: ExpandText;
  /** Whether a string given for a list of strings is cut at its commas, as Packer does in legacy JSON alone. */
  readonly cutsAtCommas: boolean;
  /** Whether an empty string given for a bool or a number is the same as nothing, as in Packer's legacy JSON. @default false */
  readonly takesEmpty?: boolean;
}

/** Brings a value into the form that a part takes, as loosely as Packer does: "true" is true, 3 is "3". */
export function coerce(value: Value, spec: OptionSpec, rules: StringRules): Coerced {
  const complaints: Complaint[] = [];
  let known = true;
  const state: State = {
    secret: spec.secret === true,
    sensitive: false,
    path: '',
    rules,
    complain: (complaint) => void complaints.push(complaint),
    setUnknown: () => {
      known = false;
    },
  };
  return { value: coerceTo(spec.type, value, state), known, complaints };
}

interface State {
  readonly secret: boolean;
  /** Something around the value is sensitive. */
  readonly sensitive: boolean;
  /** Where in the option the value stands: `[2]`. */
  readonly path: string;
  readonly rules: StringRules;
  complain(complaint: Complaint): void;
  setUnknown(): void;
}

function coerceTo(type: OptionType, value: Value, outer: State): unknown {
  const state = value.sensitive ? { ...outer, sensitive: true } : outer;
  if (value.kind === 'unknown') {
    state.setUnknown();
    return getPlaceholder(type);
  }
  if (typeof type === 'string') return coerceSimple(type, value, state);
  if ('list' in type) return coerceList(type.list, value, state);
  if ('map' in type) return coerceMap(type.map, value, state);
  return coerceObject(type.object, value, state);
}

function coerceSimple(type: Extract<OptionType, string>, value: Value, state: State): unknown {
  switch (type) {
    case 'string':
      return coerceText(value, state);
    case 'number':
      return coercePlain(Type.number, type, value, state);
    case 'bool':
      return coercePlain(Type.bool, type, value, state);
    case 'duration':
      return coerceDuration(value, state);
    case 'input':
      return getInput(value) ?? refuse(type, value, state);
    case 'any':
      return coerceAny(value, state);
  }
}

function coerceText(value: Value, state: State): unknown {
  const expanded = getText(value, state);
  if (expanded === undefined) return refuse('string', value, state);
  if (!expanded.sensitive) return expanded.text;
  if (state.secret) return new Secret(expanded.text);
  return refuseSensitive('string', state);
}

interface Expanded {
  readonly text: string;
  readonly sensitive: boolean;
}

function getText(value: Value, state: State): Expanded | undefined {
  const converted = convert(value, Type.string).value;
  return converted?.kind === 'string' ? expand(converted.string, state) : undefined;
}

function expand(given: string, state: State): Expanded {
  const { text, problem, sensitive } = state.rules.expand(given);
  if (problem !== undefined) state.complain({ code: 'TPL041', detail: `${problem}${getPlace(state)}.` });
  return { text, sensitive: state.sensitive || sensitive === true };
}

function coercePlain(wanted: Type, type: 'number' | 'bool', value: Value, state: State): unknown {
  if (state.rules.takesEmpty && value.kind === 'string' && value.string === '') return undefined;
  const converted = convert(value, wanted).value;
  if (!converted || converted.kind === 'null' || isInfinite(converted)) return refuse(type, value, state);
  return state.sensitive ? refuseSensitive(type, state) : toJson(converted);
}

/** The language divides by zero; JSON, and so keys and parts, have no such number. */
function isInfinite(value: Value): boolean {
  return value.kind === 'number' && toJson(value) === null;
}

function coerceDuration(value: Value, state: State): unknown {
  const expanded = value.kind === 'string' ? getText(value, state) : undefined;
  if (expanded === undefined) return refuse('duration', value, state);
  const { text, sensitive } = expanded;
  if (sensitive) return refuseSensitive('duration', state);
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  const detail = `"${text}"${getPlace(state)} is not a duration. Write a number with a unit (h, m, s, ms, us, ns), such as "90s" or "1h30m".`;
  state.complain({ code: 'TPL037', detail });
  return getPlaceholder('duration');
}

function coerceAny(value: Value, state: State): unknown {
  if (isSensitive(value) || state.sensitive) return refuseSensitive('any', state);
  const strange = findStrange(value);
  if (strange) return refuse('any', strange, state);
  if (!isWhollyKnown(value)) state.setUnknown();
  return toJson(value);
}

/** The first thing in a value that JSON cannot say. */
function findStrange(value: Value): Value | undefined {
  if (value.kind === 'capsule' || isInfinite(value)) return value;
  const inner = 'elements' in value ? value.elements : 'entries' in value ? [...value.entries.values()] : [];
  for (const one of inner) {
    const strange = findStrange(one);
    if (strange) return strange;
  }
  return undefined;
}

function coerceList(element: OptionType, value: Value, state: State): unknown {
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple')
    return value.elements.map((item, index) => coerceTo(element, item, inside(state, `[${index}]`)));
  if (element !== 'string' || value.kind !== 'string') return refuse({ list: element }, value, state);
  if (state.rules.cutsAtCommas) return coerceCommaList(value.string, state);
  return refuse({ list: element }, value, state, getListHint(value.string, state));
}

function coerceCommaList(text: string, state: State): unknown {
  const expanded = expand(text, state);
  const items = expanded.text === '' ? [] : expanded.text.split(',');
  if (!expanded.sensitive) return items;
  return state.secret ? items.map((item) => new Secret(item)) : refuseSensitive({ list: 'string' }, state);
}

function coerceMap(element: OptionType, value: Value, state: State): unknown {
  if (value.kind !== 'map' && value.kind !== 'object') return refuse({ map: element }, value, state);
  return Object.fromEntries(
    [...value.entries].map(([key, entry]) => [key, coerceTo(element, entry, inside(state, `["${key}"]`))]),
  );
}

function coerceObject(fields: Readonly<Record<string, OptionType>>, value: Value, state: State): unknown {
  if (value.kind !== 'map' && value.kind !== 'object') return refuse({ object: fields }, value, state);
  const given = [...value.entries].filter(([, entry]) => entry.kind !== 'null');
  return Object.fromEntries(
    given.flatMap(([key, entry]) => {
      const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
      const place = inside(state, `.${key}`);
      if (type) return [[key, coerceTo(type, entry, place)]];
      const detail = `There is no field "${key}"; the fields are ${Object.keys(fields).join(', ')}.`;
      place.complain({ code: 'TPL034', detail });
      return [];
    }),
  );
}

function inside(state: State, step: string): State {
  return { ...state, path: `${state.path}${step}` };
}

function refuse(wanted: OptionType, value: Value, state: State, hint?: string): unknown {
  const given = value.kind === 'null' ? 'null' : isInfinite(value) ? 'infinity' : getGivenName(value.type);
  const detail = `It takes ${getWantedName(wanted)}; ${given} was given${getPlace(state)}.`;
  state.complain({ code: 'TPL034', detail, ...(hint !== undefined && { hint }) });
  return getPlaceholder(wanted);
}

function refuseSensitive(type: OptionType, state: State): unknown {
  const detail = `It got a sensitive value${getPlace(state)}, but what it holds is shown in plans and logs and kept in caches.`;
  state.complain({ code: 'TPL036', detail });
  return getPlaceholder(type);
}

function getPlace({ path }: State): string {
  return path === '' ? '' : ` at ${path}`;
}
