/** How a text is read: as a file of the language, one expression, a template file, HCL in JSON, or legacy JSON. */
export type Language = 'hcl' | 'expression' | 'template' | 'json' | 'legacy';

/** A text to be read. */
export interface Input {
  readonly language: Language;
  readonly text: string;
}

export const languages: readonly Language[] = ['hcl', 'expression', 'template', 'json', 'legacy'];
