import type { ImageContents } from '../../contents/find-contents';
import type { Finding } from '../finding';

/** A program that knows of weaknesses, as far as they differ. */
export interface Scanner {
  /** Also the name of its program. */
  readonly name: string;
  /** Why it cannot look at an image; undefined when it can. */
  refuse(contents: ImageContents): string | undefined;
  /** What it is given to read. */
  readonly input: { readonly file: string; write(request: ScanInput): string };
  getArguments(path: string, contents: ImageContents): readonly string[];
  /** @throws SyntaxError or TypeError when the report is not of its form */
  parse(report: string, contents: ImageContents): readonly Finding[];
}

export interface ScanInput {
  readonly contents: ImageContents;
  /** The bill of the image as CycloneDX. */
  readonly bill: string;
}

/** A list that a report must have where it stands. @throws TypeError when there is something else */
export function asList(value: unknown, name: string): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.map(Object);
  throw new TypeError(`${name} is no list`);
}

/** A text that a report must have. @throws TypeError when there is something else */
export function asText(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new TypeError(`${name} is no text`);
}
