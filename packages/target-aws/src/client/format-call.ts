import type { AwsCall } from './context';

/**
 * A call as a line of a log: `EC2 RunInstances in eu-central-1: 412 ms, 2 attempts, request 1a2b`. Neither what was asked
 * nor what was answered is in it, as both may hold secrets.
 */
export function formatCall(call: AwsCall): string {
  const { service, action, region, milliseconds, attempts, requestId, error } = call;
  const facts = [
    `${Math.round(milliseconds)} ms`,
    `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
    requestId && `request ${requestId}`,
    error,
  ];
  return `${service} ${action} in ${region}: ${facts.filter(Boolean).join(', ')}`;
}
