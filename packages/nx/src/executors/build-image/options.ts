import type { Choices } from '@strata/engine';
import type { Cloud } from '@strata/sdk';
import type { TemplateOptions } from '../template-options';

/** Options of the executor `build-image`. */
export interface BuildImageOptions extends TemplateOptions {
  /** The cloud that what is built needs: it is left out unless `clouds` has it. @default none */
  readonly needs?: Cloud;
  /** Clouds that may be built in. @default none */
  readonly clouds?: readonly Cloud[];
  /** Build every layer, also those that are stored. @default false */
  readonly force?: boolean;
  /** Build nothing: run the post-processors on what the last build made, if that is as it was. @default false */
  readonly postProcessorsOnly?: boolean;
  /** Show the output of every step, not that of failed steps alone. @default false */
  readonly verbose?: boolean;
  /** Steps that may work at a time. @default the processors of the machine */
  readonly parallel?: number;
  /** File for the events of the project's builds; from the workspace's root. @default none */
  readonly events?: string;
  /** File for a page about them; from the workspace's root, empty for none. @default `.strata/reports/PROJECT.html`, when there was something to do */
  readonly report?: string;
}

export function getChoices({ only, vars, varFiles }: TemplateOptions): Choices {
  return { vars: vars ?? [], varFiles: varFiles ?? [], selection: { only: only ?? [], except: [] } };
}
