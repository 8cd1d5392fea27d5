/** API versions of galleries and all in them: what SDKs of 2025 and 2026 ask for. */
export const galleryVersions = ['2025-12-03', '2025-03-03', '2024-03-03'] as const;

/** Of disks and snapshots. */
export const diskVersions = ['2026-03-02', '2025-01-02', '2024-03-02'] as const;

/** Of all else in compute. */
export const computeVersions = [
  '2026-04-01',
  '2026-03-01',
  '2025-04-01',
  '2024-11-01',
  '2024-07-01',
] as const;
