export { conditionProblem, isFulfilled, namedField, unfulfilled, type Condition } from './condition';
