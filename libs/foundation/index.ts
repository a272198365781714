export { foundation } from './foundation';
export { addressFault, runProgram } from './run-program';
