/** Something that needs an image. */
export interface Reference {
  /** Id of the image, or what leads to it: `resolve:ssm:/images/web/stable`. */
  readonly image: string;
  /** Who refers to it and how, as a phrase: `the instance i-0a1b was started from it`. */
  readonly how: string;
}
