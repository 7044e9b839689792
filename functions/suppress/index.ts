import { lambdaWork } from '../composition.ts';
import { lambdaIdentify } from './identify.ts';
import { suppress } from './suppress.ts';

export const handler = suppress(lambdaWork, lambdaIdentify);
