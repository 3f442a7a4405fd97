export { conditionProblem, isFulfilled, namedField, unfulfilled } from './condition';
