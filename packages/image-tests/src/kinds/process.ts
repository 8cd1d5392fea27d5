import { getField, getSubject, type Kind, value } from '../checks/kind';

/** The kernel keeps so many characters of a name (TASK_COMM_LEN, less the end). */
const MAX_NAME = 15;

const QUESTION = 'field names\ncat /proc/[0-9]*/comm 2>/dev/null';

export const processKind: Kind = {
  label: 'Process',
  subject: 'comm',
  settings: { comm: 'text' },
  attributes: { running: 'value' },
  required: ['running'],
  getQuestions: () => ({ processes: QUESTION }),
  getFindings: (check, { processes }) => {
    const name = getSubject(processKind, check).slice(0, MAX_NAME);
    return { running: value(getField(processes, 'names').split('\n').includes(name)) };
  },
};
