/** What a value of a body may be. */
export type Shape =
  | {
      readonly kind: 'text';
      /** The only ones there are, in whatever letters. */
      readonly values?: readonly string[];
      readonly pattern?: RegExp;
      readonly longest?: number;
    }
  | { readonly kind: 'number'; readonly least?: number; readonly most?: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'date' }
  | { readonly kind: 'anything' }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'map'; readonly value: Shape }
  | ObjectShape
  /** Of another object, looked up when it is needed: types refer to themselves. */
  | { readonly kind: 'reference'; find(): Shape };

export interface ObjectShape {
  readonly kind: 'object';
  /** As messages say it: `GalleryImage`. */
  readonly name: string;
  readonly members: ReadonlyMap<string, Member>;
  /** Of members that have no name of their own. */
  readonly others?: Shape;
}

export interface Member {
  readonly shape: Shape;
  readonly required: boolean;
  /** Said by the service alone. */
  readonly readOnly: boolean;
}
