/**
 * For children whose start is measured. Node reads the certificates that this variable names with every start: on a
 * machine that needs them that is nearly a tenth of a second, of which no parser knows.
 */
export const withoutCertificates = { NODE_EXTRA_CA_CERTS: '' } as const;
