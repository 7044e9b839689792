import { lambdaWork } from '../composition.ts';
import { notify } from './notify.ts';

export const handler = notify(lambdaWork);
