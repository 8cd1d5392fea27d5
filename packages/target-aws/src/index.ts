export { problem as awsProblem } from './codes';
