import { resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { PostProcessContext } from '@strata/sdk';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { problem } from '../codes';
import type { Exception } from './policy';
import { isDate } from './schema';

/** What an entry of the file says, and which of it has to be there. */
const fields = { id: true, package: false, reason: true, expires: true, by: true } as const;

type Field = keyof typeof fields;
const names = Object.keys(fields) as readonly Field[];

/**
 * Reads a file of accepted findings: a list in YAML (or JSON, which is YAML too) of `id`, `package`, `reason`, `expires`, `by`.
 *
 * @throws Failure PPR047 with everything that is wrong in it, and where
 */
export async function readExceptions(
  { ports, baseDirectory }: Pick<PostProcessContext, 'ports' | 'baseDirectory'>,
  name: string,
): Promise<readonly Exception[]> {
  const text = await ports.files.readText(resolve(baseDirectory, name)).catch((error: Error) => {
    throw new Failure(problem('PPR047', { detail: `${name} cannot be read: ${error.message}.` }));
  });
  const { exceptions, problems } = parseExceptions(text, name);
  if (problems.length > 0) throw new Failure(problems);
  return exceptions;
}

export interface ParsedExceptions {
  readonly exceptions: readonly Exception[];
  readonly problems: readonly Diagnostic[];
}

/** Pure. All problems are told, each with its line. */
export function parseExceptions(text: string, name: string): ParsedExceptions {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const at = (offset: number) => `${name} line ${lines.linePos(offset).line}`;
  const problems: Diagnostic[] = document.errors.map(({ message, pos }) =>
    refuse(`${at(pos[0])}: ${message.split('\n', 1)[0]}`),
  );
  const { contents } = document;
  if (contents === null || problems.length > 0) return { exceptions: [], problems };
  if (!isSeq(contents)) return { exceptions: [], problems: [refuse(`${name} is no list of entries.`)] };
  const exceptions = contents.items.flatMap((item): readonly Exception[] => {
    if (!isMap(item)) {
      problems.push(refuse(`${name} has an entry that is no set of ${names.join(', ')}.`));
      return [];
    }
    const place = at(item.range?.[0] ?? 0);
    const { values, wrong } = readEntry(item);
    problems.push(...wrong.map((reason) => refuse(`${place}: ${reason}`)));
    const { id, package: only, reason, expires, by } = values;
    return id && reason && expires && wrong.length === 0
      ? [
          {
            id,
            reason,
            expires,
            ...(only !== undefined && { package: only }),
            ...(by !== undefined && { by }),
          },
        ]
      : [];
  });
  return { exceptions, problems };
}

interface Entry {
  readonly values: Partial<Record<Field, string>>;
  /** Reasons for which it is no entry. */
  readonly wrong: readonly string[];
}

function readEntry(item: YAMLMap): Entry {
  const values: Partial<Record<Field, string>> = {};
  const wrong: string[] = [];
  for (const { key, value } of item.items) {
    const field = names.find((one) => isScalar(key) && key.value === one);
    if (field === undefined) wrong.push(`an entry has ${names.join(', ')}, and no ${String(key)}.`);
    else if (isScalar(value) && typeof value.value === 'string' && value.value.trim() !== '')
      values[field] = value.value.trim();
    else wrong.push(`${field} has no text.`);
  }
  for (const field of names)
    if (fields[field] && !item.has(field)) wrong.push(`the entry says nothing of ${field}.`);
  const { expires } = values;
  if (expires !== undefined && !isDate(expires))
    wrong.push(`expires is ${JSON.stringify(expires)}, which is no day of the calendar.`);
  return { values, wrong };
}

function refuse(detail: string): Diagnostic {
  return problem('PPR047', {
    detail,
    hint: 'An entry: {id: CVE-2024-0727, package: libssl3, reason: no PKCS12 is read here, expires: 2027-01-31, by: Jo}; package may be left out.',
  });
}
