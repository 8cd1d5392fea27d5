import { isGiven, type Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { type Finding, findOut } from './finding';
import { getText, type Scene } from './scene';

/** Whether no other image has the name, unless it is to be replaced. */
export async function checkName({ session, signal }: Scene, options: Options): Promise<readonly Finding[]> {
  const name = getText(options, 'ami_name');
  const isFree = ['force_deregister', 'skip_create_ami', 'skip_save_build_region'].some((each) =>
    isGiven(options[each]),
  );
  if (name === undefined || isFree) return [];
  const checked = `ami_name ${name}`;
  const request = { action: 'DescribeImages', region: session.region, what: checked };
  const look = async () => {
    const Filters = [{ Name: 'name', Values: [toLiteral(name)] }];
    const { Images = [] } = await session
      .ec2()
      .describeImages({ Filters, Owners: ['self'] }, { abortSignal: signal });
    return Images.map(({ ImageId: id }) =>
      problem('AWS014', {
        detail: `${id} in ${session.region} has the name "${name}" already.`,
        hint: 'Put something new into ami_name ({{timestamp}}), or write force_deregister = true to replace the old one.',
      }),
    );
  };
  return [await findOut(checked, request, look)];
}

/** In filters `*` and `?` stand for others; names of images have neither, but a template may be wrong. */
function toLiteral(name: string): string {
  return name.replace(/[*?\\]/g, '\\$&');
}
