import type {
  CreateLaunchTemplateRequest,
  CreateLaunchTemplateResult,
  CreateLaunchTemplateVersionRequest,
  CreateLaunchTemplateVersionResult,
  DeleteLaunchTemplateRequest,
  DeleteLaunchTemplateResult,
  ModifyLaunchTemplateRequest,
  ModifyLaunchTemplateResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import { answerOnce } from '../../rules/client-token';
import { readTagSpecifications } from '../../rules/tags';
import { createId } from '../../state/ids';
import { getTemplate, getVersion } from './find';
import { showTemplate, showVersion } from './show';

const NAME = /^[a-zA-Z0-9().\-/_]{3,128}$/u;

export const createLaunchTemplate: Action<CreateLaunchTemplateRequest, CreateLaunchTemplateResult> = (
  call,
) => {
  const { ClientToken: token } = call.input;
  return answerOnce(call, {
    action: 'CreateLaunchTemplate',
    token,
    make: () => {
      const { account, cloud, input, now, region } = call;
      const { LaunchTemplateName: name = '', LaunchTemplateData: data } = input;
      const tags = readTagSpecifications(input.TagSpecifications, 'launch-template');
      if (!NAME.test(name))
        throw refuse(
          'InvalidLaunchTemplateName.MalformedException',
          'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.',
        );
      if (data === undefined) throw refuseMissing('LaunchTemplateData');
      const { launchTemplates } = region.compute;
      if (launchTemplates.all().some((each) => each.owner === account && each.name === name))
        throw refuse(
          'InvalidLaunchTemplateName.AlreadyExistsException',
          'Launch template name already in use.',
        );
      const template = launchTemplates.add({
        id: createId('lt'),
        ...{ owner: account, created: now, tags, name, defaultVersion: 1 },
        appears: cloud.startAppearing(),
        versions: new Map([[1, { number: 1, created: now, description: input.VersionDescription, data }]]),
      });
      return { LaunchTemplate: showTemplate(template) };
    },
  });
};

export const createLaunchTemplateVersion: Action<
  CreateLaunchTemplateVersionRequest,
  CreateLaunchTemplateVersionResult
> = (call) => {
  const { input, now } = call;
  const template = getTemplate(call, input);
  if (input.LaunchTemplateData === undefined) throw refuseMissing('LaunchTemplateData');
  const base = input.SourceVersion === undefined ? {} : getVersion(template, input.SourceVersion).data;
  const number = Math.max(...template.versions.keys()) + 1;
  const version = {
    ...{ number, created: now, description: input.VersionDescription },
    data: { ...base, ...input.LaunchTemplateData },
  };
  template.versions.set(number, version);
  return { LaunchTemplateVersion: showVersion(template, version) };
};

export const modifyLaunchTemplate: Action<ModifyLaunchTemplateRequest, ModifyLaunchTemplateResult> = (
  call,
) => {
  const template = getTemplate(call, call.input);
  const { DefaultVersion: wanted } = call.input;
  if (wanted !== undefined) template.defaultVersion = getVersion(template, wanted).number;
  return { LaunchTemplate: showTemplate(template) };
};

export const deleteLaunchTemplate: Action<DeleteLaunchTemplateRequest, DeleteLaunchTemplateResult> = (
  call,
) => {
  const template = getTemplate(call, call.input);
  call.region.compute.launchTemplates.remove(template.id);
  return { LaunchTemplate: showTemplate(template) };
};
