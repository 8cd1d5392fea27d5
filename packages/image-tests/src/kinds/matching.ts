import { type Kind, value } from '../checks/kind';

/** Content of the file itself: nothing is asked. */
export const matchingKind: Kind = {
  label: 'Matching',
  subject: 'as',
  settings: { content: 'any' },
  attributes: { matches: 'value' },
  required: ['matches'],
  getQuestions: () => ({}),
  getFindings: ({ settings }) => ({ matches: value(settings.json('content')) }),
};
