/** Where a test means something: in a booted machine, in an image's layers where nothing runs, or in both. */
export type TestPlace = 'machine' | 'layers' | 'both';

/** A file of tests, of an image or of one of its parents. */
export interface TestFile {
  /** The image whose test it is. */
  readonly image: string;
  /** Absolute. */
  readonly path: string;
  /** As problems and results name it. */
  readonly name: string;
  readonly kind: 'checks' | 'script' | 'program';
  readonly place: TestPlace;
}
