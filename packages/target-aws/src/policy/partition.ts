/** The part of the world that regions lie in: each is an AWS of its own, with ARNs of its own. */
export function getPartition(regions: readonly (string | undefined)[]): string {
  const [first = ''] = regions.filter((region) => region !== undefined && region !== '');
  if (first.startsWith('cn-')) return 'aws-cn';
  return first.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
