import { ec2Actions } from '../ec2/actions';
import { refuse } from '../refusal';
import { ec2Query } from '../wire/ec2-query';
import type { Service, ServiceRefusals } from './service';

const unauthorised = { status: 401 };

function refuseStranger() {
  return refuse('AuthFailure', 'AWS was not able to validate the provided access credentials', unauthorised);
}

const refusals: ServiceRefusals = {
  unknownKey: refuseStranger,
  badSignature: refuseStranger,
  expired: () => refuse('RequestExpired', 'Request has expired.'),
  unknownAction: (action) =>
    refuse('InvalidAction', `The action ${action} is not valid for this web service.`),
  denied: (_action, _arn, encoded) =>
    refuse(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. Encoded authorization failure message: ${encoded}`,
      { status: 403 },
    ),
  throttled: () => refuse('RequestLimitExceeded', 'Request limit exceeded.', { status: 503 }),
};

export const ec2: Service = {
  name: 'ec2',
  protocol: ec2Query,
  refusals,
  actions: ec2Actions,
  load: () => import('@aws-sdk/client-ec2'),
};
