/** Namespaces of WS-Management and of Windows' shells. Sources: DMTF DSP0226, [MS-WSMV] 2.2.1. */
export const namespaces = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  addressing: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  wsman: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  microsoft: 'http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd',
  fault: 'http://schemas.microsoft.com/wbem/wsman/1/wsmanfault',
  shell: 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell',
} as const;

/** The one resource that is asked for: a shell of cmd. */
export const CMD_SHELL = `${namespaces.shell}/cmd`;

const TRANSFER = 'http://schemas.xmlsoap.org/ws/2004/09/transfer';

export const actions = {
  create: `${TRANSFER}/Create`,
  delete: `${TRANSFER}/Delete`,
  command: `${namespaces.shell}/Command`,
  send: `${namespaces.shell}/Send`,
  receive: `${namespaces.shell}/Receive`,
  signal: `${namespaces.shell}/Signal`,
} as const;

export const ANONYMOUS = `${namespaces.addressing}/role/anonymous`;
export const TERMINATE = `${namespaces.shell}/signal/terminate`;
export const DONE = `${namespaces.shell}/CommandState/Done`;
