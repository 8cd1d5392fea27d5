import type { PartContext } from './parts';

/** What a resource is found by later, by any process: a name or a tag chosen before it was made. JSON. */
export type ResourceData = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A kind of thing outside this process that a build makes: a process, a container, a file, a key. */
export interface ResourceKind<D extends ResourceData = ResourceData> {
  /** Names the kind in the ledger, for good: `file`, `docker-container`. */
  readonly kind: string;
  /**
   * Removes what the data names. Nothing there is no error; something there that the build did not make stays. It may be
   * called twice, and long after, by another process.
   */
  remove(context: RemoveContext, data: D): Promise<void>;
}

export type RemoveContext = Pick<PartContext, 'ports' | 'reporter' | 'signal'>;

/**
 * The builder's side of the ledger. What is noted here is removed in reverse order when the build ends, however it ends,
 * or by `strata sweep` when it was killed.
 */
export interface Resources {
  /** Writes down, durably, what is about to be made. Call it before making it. */
  note<D extends ResourceData>(kind: ResourceKind<D>, data: D): Promise<Resource>;
}

/** One noted thing. */
export interface Resource {
  /** Removes it now. Doing so twice is no error. */
  remove(): Promise<void>;
  /** It belongs to the artifact from now on: it stays when the build ends. */
  keep(): Promise<void>;
}

/** Something that an earlier process noted in the same ledger, and of which nothing says that it is settled. */
export interface LeftResource extends Resource {
  readonly kind: string;
  readonly data: ResourceData;
}

/** A ledger that work goes on with in another process, when the one before was killed. */
export interface LastingResources extends Resources {
  /** The last noted first. Noting the same again takes it over. */
  readonly left: readonly LeftResource[];
  /** All of them belong to somebody else from now on, or none, should the process be killed meanwhile. */
  keep(resources: readonly Resource[]): Promise<void>;
}
