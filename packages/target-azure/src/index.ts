export { problem as azureProblem } from './codes';
