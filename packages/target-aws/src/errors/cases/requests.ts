import { type ErrorCase, says } from '../case';

/** What AWS does not accept of what it was asked for. */
export const requestCases: readonly ErrorCase[] = [
  {
    codes: ['InvalidAMIName.Malformed', 'InvalidAMIName'],
    kind: 'refused',
    plain: 'AWS does not accept the name of the image',
    hint: "Names have 3 to 128 letters, digits and ( ) [ ] . / - ' @ _ and blanks; {{clean_resource_name}} makes one.",
  },
  {
    codes: [
      'InvalidParameterValue',
      'InvalidInstanceType',
      'Unsupported',
      'UnsupportedOperation',
      'InvalidParameterCombination',
    ],
    when: says(/instance type|architecture/i),
    kind: 'refused',
    plain: 'The instance type and the image do not go together, or the type is not there',
    hint: 'Take an instance_type of the architecture of the image (t3 for x86_64, t4g for arm64).',
  },
  {
    codes: ['ValidationException', 'ConflictException'],
    when: ({ reason }) => reason !== undefined,
    kind: 'refused',
    plain: 'EBS does not accept a block or the snapshot that it belongs to',
    hint: 'Run the command again: blocks that are there already are not sent again. When it stays so, it is a mistake of Strata: report it with the request id.',
  },
  {
    codes: [
      'InvalidParameterValue',
      'InvalidParameterCombination',
      'InvalidParameter',
      'InvalidRequest',
      'InvalidBlockDeviceMapping',
      'MissingParameter',
      'MissingInput',
      'UnknownParameter',
      'UnsupportedOperation',
      'Unsupported',
      'ValidationError',
      'ValidationException',
      'MalformedPolicyDocument',
      '*.Malformed',
      'InvalidInput',
      'InvalidAction',
      'InvalidUserData',
      'InvalidFilter',
      'InvalidParameterException',
      'InvalidRequestException',
      'InvalidID',
    ],
    kind: 'refused',
    plain: 'AWS does not accept what it was asked for',
    hint: "The message says which value is meant; the template's options are listed in docs/reference.",
  },
];
