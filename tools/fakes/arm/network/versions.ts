/** API versions of all networks. */
export const networkVersions = [
  '2025-05-01',
  '2025-01-01',
  '2024-10-01',
  '2024-07-01',
  '2024-05-01',
] as const;
