/**
 * What an image is published under. Projects mostly have one, called as they are.
 *
 * @param source `type.name`
 */
export function getImageName(project: string, source: string): string {
  const [, label = ''] = source.split('.');
  return label === project ? label : `${project}-${label}`;
}
