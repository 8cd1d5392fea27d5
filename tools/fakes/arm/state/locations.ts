/** Where resources may be. */
export interface Location {
  /** `westeurope`. */
  readonly name: string;
  /** `West Europe`: what ARM shows, and takes as well. */
  readonly displayName: string;
}

/** Enough for three regions on each of two continents. */
export const usualLocations: readonly Location[] = [
  { name: 'westeurope', displayName: 'West Europe' },
  { name: 'northeurope', displayName: 'North Europe' },
  { name: 'germanywestcentral', displayName: 'Germany West Central' },
  { name: 'uksouth', displayName: 'UK South' },
  { name: 'swedencentral', displayName: 'Sweden Central' },
  { name: 'eastus', displayName: 'East US' },
  { name: 'eastus2', displayName: 'East US 2' },
  { name: 'westus2', displayName: 'West US 2' },
  { name: 'southeastasia', displayName: 'Southeast Asia' },
  { name: 'australiaeast', displayName: 'Australia East' },
];

/** Both spellings of a location are one. */
export function foldLocation(name: string): string {
  return name.replaceAll(' ', '').toLowerCase();
}
