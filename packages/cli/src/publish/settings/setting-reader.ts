import { type Diagnostic, suggest } from '@strata/diagnostics';
import type { JsonNode, JsonObject } from '@strata/hcl';
import { problem } from '../../codes';

/** Collects what is wrong with the settings of one destination. */
export type Told = (
  node: Pick<JsonNode, 'range'>,
  /** What is wrong, behind the name of the setting. */
  detail: string,
  hint?: string,
) => undefined;

/** Reads one setting; undefined, with a word of why, for what is none. */
export type SettingReader<T> = (node: JsonNode, told: Told) => T | undefined;

/** What readers give: a setting that is not there is undefined. */
export type SettingsOf<R extends Readonly<Record<string, SettingReader<unknown>>>> = {
  readonly [K in keyof R]: R[K] extends SettingReader<infer T> ? T | undefined : never;
};

/** Reads the members of an object, each by its reader. Others are problems, and so is one that comes twice. */
export function readSettings<R extends Readonly<Record<string, SettingReader<unknown>>>>(
  object: JsonObject,
  readers: R,
): { readonly settings: SettingsOf<R>; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const settings: Record<string, unknown> = {};
  for (const { name, value } of object.members) {
    const told: Told = (node, detail, hint) => {
      diagnostics.push(invalid(node, `"${name.string}" ${detail}`, hint));
      return undefined;
    };
    const reader = Object.hasOwn(readers, name.string) ? readers[name.string] : undefined;
    if (!reader)
      told(name, 'is no setting of such a destination.', hintAt(name.string, Object.keys(readers)));
    else if (Object.hasOwn(settings, name.string)) told(name, 'is set twice.');
    else settings[name.string] = reader(value, told);
  }
  return { settings: settings as SettingsOf<R>, diagnostics };
}

/** A problem with a setting, at its place. */
export function invalid(node: Pick<JsonNode, 'range'>, detail: string, hint?: string): Diagnostic {
  return problem('CLI036', { detail, subject: node.range, ...(hint !== undefined && { hint }) });
}

function hintAt(name: string, names: readonly string[]): string {
  const near = suggest(name, names);
  return near === undefined ? `Settings are: ${names.join(', ')}.` : `Was "${near}" meant?`;
}
