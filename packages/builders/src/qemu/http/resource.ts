/** What stands at a path. */
export type Resource =
  | { readonly kind: 'text'; readonly name: string; readonly content: Buffer }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly path: string;
      readonly size: number;
      /** When it changed last, in milliseconds since the epoch. */
      readonly modified: number;
    }
  /** Relative, and encoded already. */
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'problem'; readonly status: 400 | 403 | 404 | 500; readonly text: string };

export const notFound: Resource = { kind: 'problem', status: 404, text: '404 page not found' };
