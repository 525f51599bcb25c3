import type { RuleMessages } from '../rules.js';
import { flux } from './flux.js';
import { gatewayApi } from './gateway-api.js';
import { istio } from './istio.js';

/**
 * What is said where a rule does not hold, by the text of the rule. imports/ has no messages: they are others' sentences.
 * Rules that several sources share stand once.
 */
export const ruleMessages: RuleMessages = { ...istio, ...gatewayApi, ...flux };
