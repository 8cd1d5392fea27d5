import { getTexts, type Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { type Finding, findOut, unknown } from './finding';
import { getText, type Scene } from './scene';

/** EC2's own word, in DescribeAccountAttributes. The attribute `max-instances` is not about machines of today. */
const GROUPS_OF_INTERFACE = 'vpc-max-security-groups-per-interface';

const NOT_ASKED = 'only Service Quotas knows them, which is not asked: look there, or try';

/** Quotas that EC2 itself tells, as far as a build can meet them; and which ones nobody here can ask for. */
export async function checkQuotas(scene: Scene, options: Options): Promise<readonly Finding[]> {
  const single = getText(options, 'security_group_id');
  const groups = single === undefined ? getTexts(options['security_group_ids']) : [single];
  const told = groups.length > 0 ? [await checkGroups(scene, groups.length)] : [];
  return [...told, unknown('quotas of processors, volumes, snapshots and images', NOT_ASKED)];
}

/** What a publication can meet. */
export const publicationQuotas: Finding = unknown('quotas of snapshots, images and copies', NOT_ASKED);

async function checkGroups({ session, signal }: Scene, wanted: number): Promise<Finding> {
  const checked = `${wanted} security groups on an interface`;
  const request = { action: 'DescribeAccountAttributes', region: session.region, what: checked };
  const finding = await findOut(checked, request, async () => {
    const { AccountAttributes = [] } = await session
      .ec2()
      .describeAccountAttributes({}, { abortSignal: signal });
    const told = AccountAttributes.find(({ AttributeName: name }) => String(name) === GROUPS_OF_INTERFACE);
    const most = Number(told?.AttributeValues?.[0]?.AttributeValue);
    if (Number.isNaN(most) || wanted <= most) return [];
    const detail = `security_group_ids names ${wanted} groups, and an interface in ${session.region} takes ${most}.`;
    return [problem('AWS007', { detail, hint: 'Name fewer, or ask for more under "Service Quotas".' })];
  });
  const isRefused = finding.diagnostics.some(({ code }) => code === 'AWS005');
  return isRefused ? unknown(checked, `${request.action} is not permitted, and no build needs it`) : finding;
}
