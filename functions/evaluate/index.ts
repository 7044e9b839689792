import { lambdaWork } from '../composition.ts';
import { evaluate } from './evaluate.ts';

export const handler = evaluate(lambdaWork);
