import { lambdaWork } from '../composition.ts';
import { sweep } from './sweep.ts';

export const handler = sweep(lambdaWork);
