export type { ApprovalFact, ApprovalStep, ApprovalSubject, ApprovalSummary, ApprovalVerb } from '../records';
