/** An image project of the workspace. */
export interface ImageProject {
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
  /** What `loadTemplate` is given: the folder, or the one file when there is a choice. Absolute. */
  readonly template: string;
  /** Where relative paths in options start: Packer's working directory, or the project's folder under Nx. Absolute. */
  readonly baseDirectory: string;
}

/** How the engine finds its way in a workspace; Nx answers from its graph, the command line by looking. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  findImage(name: string): Promise<ImageProject | undefined>;
  /** Folder of any project, absolute; for outputs of projects that are no images. */
  findDirectory(name: string): Promise<string | undefined>;
  /** Every image project, in no promised order. */
  images(): Promise<readonly ImageProject[]>;
  /** Names of all projects, to suggest a near one. */
  names(): Promise<readonly string[]>;
}
