export { foundation } from './foundation';
