import { ebsActions } from '../ebs/actions';
import { refuse } from '../refusal';
import { restJson } from '../wire/rest-json';
import { createJsonRefusals, type Service } from './service';

const forbiddenStatus = 403;

/** EBS direct: the blocks of snapshots, without a machine. */
export const ebs: Service = {
  name: 'ebs',
  protocol: restJson,
  refusals: {
    ...createJsonRefusals('ebs', forbiddenStatus),
    denied: (action, arn) =>
      refuse('AccessDeniedException', `User: ${arn} is not authorized to perform: ebs:${action}`, {
        status: forbiddenStatus,
        members: { Reason: 'UNAUTHORIZED_ACCOUNT' },
      }),
    throttled: () =>
      refuse('RequestThrottledException', 'The number of API requests has exceeded the maximum allowed.', {
        members: { Reason: 'ACCOUNT_THROTTLED' },
      }),
  },
  actions: ebsActions,
  load: () => import('@aws-sdk/client-ebs'),
};
