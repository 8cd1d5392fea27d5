import { type ErrorCase, says } from '../case';

/** What Azure does not accept of what it was asked for. */
export const requestCases: readonly ErrorCase[] = [
  {
    codes: [
      'LocationNotAvailableForResourceType',
      'InvalidLocation',
      'LocationNotSupported',
      'InvalidResourceLocation',
    ],
    kind: 'refused',
    plain:
      'The region is not there for this kind of thing or this subscription, or the thing is in another one already',
    hint: '"az account list-locations --output table" shows the names of regions.',
  },
  {
    codes: ['InvalidParameter', 'BadRequest', 'InvalidRequestContent'],
    when: says(/\bvhd\b|footer|virtual size|page blob/i),
    kind: 'refused',
    plain: 'Azure does not accept the disk',
    hint: 'Publish again: what is missing of it is sent. When it stays so, it is a mistake of Strata: report it.',
  },
  {
    codes: [
      'InvalidPageRange',
      'InvalidRange',
      'RequestBodyTooLarge',
      'Md5Mismatch',
      'InvalidMd5',
      'InvalidHeaderValue',
    ],
    kind: 'refused',
    plain: 'The storage account does not accept a part of the disk',
    hint: 'Publish again: what is there is not sent again. When it stays so, it is a mistake of Strata: report it.',
  },
  {
    codes: [
      'AppendPositionConditionNotMet',
      'ConditionNotMet',
      'TargetConditionNotMet',
      'SequenceNumberConditionNotMet',
      'Http412',
    ],
    kind: 'busy',
    plain: 'Somebody else changed it at the same time',
    hint: 'Run the command again, and one at a time.',
  },
  {
    codes: [
      'InvalidParameter',
      'InvalidParameterValue',
      'BadRequest',
      'InvalidRequestContent',
      'InvalidRequestFormat',
      'InvalidTemplate',
      'InvalidTemplateDeployment',
      'InvalidResourceName',
      'InvalidApiVersionParameter',
      'OperationNotAllowed',
      'ResourceDeploymentFailure',
      'DeploymentFailed',
      'Conflict',
      'Http400',
    ],
    kind: 'refused',
    plain: 'Azure does not accept what it was asked for',
    hint: "The message says which value is meant; the template's options are listed in docs/reference.",
  },
];
