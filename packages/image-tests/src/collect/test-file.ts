/** Where a test means something: in a booted machine, in an image's layers where nothing runs, or in both. */
export type TestPlace = 'machine' | 'layers' | 'both';

/** Something that a test is about, as a check would say it: `Service`, `orders`. */
export interface TestSubject {
  readonly label: string;
  readonly subject: string;
}

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
  /** What a script or a program says that it is about: nobody can see that from outside. */
  readonly about?: readonly TestSubject[];
}
