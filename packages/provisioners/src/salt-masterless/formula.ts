/** A folder of a git repository. */
export interface Formula {
  /** As git takes it. */
  readonly repository: string;
  readonly folder: string;
  /** A branch, a tag or a commit. */
  readonly ref: string | undefined;
}

/** `git::https://example.com/x.git//folder?ref=v1`: the form of Packer's downloads. */
export function parseFormula(text: string): Formula | undefined {
  const found = /^(?:git::)?(.+\.git)\/\/([\w-]+)(?:\?(.*))?$/.exec(text);
  if (!found) return undefined;
  const [, repository = '', folder = '', query = ''] = found;
  const ref = new URLSearchParams(query).get('ref') ?? undefined;
  // A dash would make an option of git of it.
  if (repository.startsWith('-') || ref?.startsWith('-')) return undefined;
  return { repository, folder, ref };
}
