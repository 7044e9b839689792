import { hostNamespaceCases } from '../support/host-namespace-cases.ts';
import type { Cases } from './cases.ts';

export default hostNamespaceCases('ipcMode', 'host-ipc', ['task', 'none']) satisfies Cases;
