/** Names of `build.` that the builders of Amazon have beside the common ones. Source: Packer's documentation, "Build Shared Information Variables". */
export const factNames = [
  'BuildRegion',
  'SourceAMI',
  'SourceAMICreationDate',
  'SourceAMIName',
  'SourceAMIOwner',
  'SourceAMIOwnerName',
] as const;
