import type { Range } from '@strata/diagnostics';
import type { Scope } from '@strata/hcl';
import type { Report } from '../collect';
import type { ExpandText } from './coerce';

/** How the expressions of a block get their values, and how the block is named in problems. */
export interface DecodeContext {
  readonly scope: Scope;
  /** `provisioner "shell"`. */
  readonly title: string;
  /** Where a missing option is reported. */
  readonly range: Range;
  /** Packer's second language; left out for the blocks of the language itself. */
  readonly expand?: ExpandText;
  /** Whether it is a legacy JSON template: strings are cut at commas for lists, and problems speak its words. @default false */
  readonly isLegacy?: boolean;
  /** Names that the block takes beside the schema's: the language reads them. */
  readonly alsoTakes?: readonly string[];
}

/** The state of reading one body and the bodies inside it. */
export interface Walk extends Required<DecodeContext> {
  /** Options that a misspelt name stands for, so that nobody misses them as well. */
  readonly meant: ReadonlySet<string>;
  /** Of the block that is read: empty, or `base[0].`. */
  readonly path: string;
  /** Collects the paths of options that are not known yet. */
  readonly unknown: string[];
  /** Collects where each option stands, by its path. */
  readonly ranges: Map<string, Range>;
  readonly report: Report;
}

/** Text as the start of a sentence. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
