export { createActivities } from './activities';
export { countBytes } from './count-bytes';
