/** Options of every executor that reads a template. */
export interface TemplateOptions {
  /** Folder of the template, or the template file; from the workspace's root. */
  readonly template: string;
  /** Names of builds, globs; none means all. */
  readonly only?: readonly string[];
  /** Values of variables, each `name=value`. */
  readonly vars?: readonly string[];
  /** Files with values of variables, from the project's folder. */
  readonly varFiles?: readonly string[];
}
