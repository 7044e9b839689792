import { lambdaWork } from '../composition.ts';
import { tick } from './tick.ts';

export const handler = tick(lambdaWork);
