export { fixTemplate } from './fix/fix-template';
export { type UpgradeOptions, upgradeTemplate } from './upgrade/upgrade-template';
