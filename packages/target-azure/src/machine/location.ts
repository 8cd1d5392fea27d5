/** Azure's pages write "West Europe", its answers `westeurope`. */
export function toLocation(given: string): string {
  return given.replaceAll(' ', '').toLowerCase();
}
