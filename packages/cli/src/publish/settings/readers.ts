import { nameKind } from '../../name-json';
import { readSettings, type SettingReader, type SettingsOf } from './setting-reader';

/** What a text has to be like. */
export interface TextRule {
  readonly pattern: RegExp;
  /** For people: `an account of 12 digits`. */
  readonly meaning: string;
}

export function readText(rule?: TextRule): SettingReader<string> {
  return (node, told) => {
    if (node.kind !== 'string') return told(node, `is ${nameKind(node)}, and should be a text.`);
    if (!rule || rule.pattern.test(node.string)) return node.string;
    return told(node, `is ${node.raw}, which is not ${rule.meaning}.`);
  };
}

export function readWord<const W extends string>(words: readonly W[]): SettingReader<W> {
  return (node, told) => {
    const word = node.kind === 'string' ? words.find((each) => each === node.string) : undefined;
    return word ?? told(node, `is none of ${words.map((each) => `"${each}"`).join(', ')}.`);
  };
}

export const readFlag: SettingReader<boolean> = (node, told) =>
  node.kind === 'bool' ? node.bool : told(node, `is ${nameKind(node)}, and should be true or false.`);

/** A whole number of at least so much. */
export function readCount(least: number): SettingReader<number> {
  return (node, told) => {
    const count = node.kind === 'number' ? Number(node.raw) : Number.NaN;
    if (Number.isInteger(count) && count >= least) return count;
    const given = node.kind === 'number' ? node.raw : nameKind(node);
    return told(node, `is ${given}, and should be a whole number from ${least} on.`);
  };
}

/** A list; every item is read, and what is wrong with each is told. */
export function readList<T>(item: SettingReader<T>): SettingReader<readonly T[]> {
  return (node, told) => {
    if (node.kind !== 'array') return told(node, `is ${nameKind(node)}, and should be a list.`);
    return node.items.flatMap((each) => item(each, told) ?? []);
  };
}

/** An object with any names, whose values are alike. */
export function readMap<T>(
  value: SettingReader<T>,
  names?: TextRule,
): SettingReader<Readonly<Record<string, T>>> {
  return (node, told) => {
    if (node.kind !== 'object') return told(node, `is ${nameKind(node)}, and should be an object.`);
    const entries: [string, T][] = [];
    for (const member of node.members) {
      if (names && !names.pattern.test(member.name.string))
        told(member.name, `has the name ${member.name.raw}, which is not ${names.meaning}.`);
      const read = value(member.value, told);
      if (read !== undefined) entries.push([member.name.string, read]);
    }
    return Object.fromEntries(entries);
  };
}

/** An object whose settings have readers of their own; what is wrong with one is told by its name. */
export function readObject<R extends Readonly<Record<string, SettingReader<unknown>>>>(
  readers: R,
): SettingReader<SettingsOf<R>> {
  return (node, told) => {
    if (node.kind !== 'object') return told(node, `is ${nameKind(node)}, and should be an object.`);
    const { settings, diagnostics } = readSettings(node, readers);
    for (const { detail, hint, subject = node.range } of diagnostics)
      told({ range: subject }, `has a setting that is wrong: ${detail}`, hint);
    return settings;
  };
}
