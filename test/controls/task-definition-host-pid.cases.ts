import { hostNamespaceCases } from '../support/host-namespace-cases.ts';
import type { Cases } from './cases.ts';

export default hostNamespaceCases('pidMode', 'host-pid', ['task', 'none']) satisfies Cases;
