import { type DiskFormat, diskFormats, type ImageFormat } from '@strata/sdk';

export function isDiskFormat(format: ImageFormat): format is DiskFormat {
  return (diskFormats as readonly string[]).includes(format);
}
