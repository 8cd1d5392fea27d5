import { quoteWord } from '@strata/sdk';
import { getField, getSubject, type Kind, unknown, value } from '../checks/kind';

export const kernelParamKind: Kind = {
  label: 'KernelParam',
  subject: 'name',
  settings: { name: 'text' },
  attributes: { value: 'value' },
  required: ['value'],
  getQuestions: (check) => {
    const path = `/proc/sys/${getSubject(kernelParamKind, check).replaceAll('.', '/')}`;
    return { parameter: `[ ! -r ${quoteWord(path)} ] || { field value; cat ${quoteWord(path)}; }` };
  },
  getFindings: (_, { parameter }) => ({
    value:
      parameter?.fields['value'] === undefined
        ? unknown('The kernel of the guest has no such parameter, or does not show it.')
        : value(getField(parameter, 'value')),
  }),
};
