/** What is said where a rule of flux's CRDs does not hold, by the text of the rule. */
export const flux: { readonly [rule: string]: string } = {
  "self.provider == 'aws' || self.provider == 'generic' || !has(self.sts)":
    '`sts` is only for the providers aws and generic.',
  "self.provider != 'aws' || !has(self.sts) || self.sts.provider == 'aws'":
    'With the provider aws the provider of `sts` is aws too.',
  "self.provider != 'generic' || !has(self.sts) || self.sts.provider == 'ldap'":
    'With the provider generic the provider of `sts` is ldap.',
  "!has(self.sts) || self.sts.provider != 'aws' || !has(self.sts.secretRef)":
    '`sts.secretRef` is not for the provider aws: leave it out.',
  "!has(self.sts) || self.sts.provider != 'aws' || !has(self.sts.certSecretRef)":
    '`sts.certSecretRef` is not for the provider aws: leave it out.',
  "self.provider != 'generic' || !has(self.serviceAccountName)":
    '`serviceAccountName` is not for the provider generic: leave it out.',
  '!has(self.secretRef) || !has(self.serviceAccountName)':
    'At most one of `secretRef` and `serviceAccountName` may be set.',
  "!has(self.serviceAccountName) || (has(self.provider) && (self.provider == 'azure' || self.provider == 'aws'))":
    '`serviceAccountName` is only for the providers azure and aws.',
  "!has(self.verify) || self.sourceRef.kind == 'HelmRepository'": '`verify` is only for charts of a HelmRepository.',
  'has(self.configMapRef) || has(self.secretRef)': 'One of `configMapRef` and `secretRef` has to be set.',
  '!has(self.configMapRef) || !has(self.secretRef)': 'At most one of `configMapRef` and `secretRef` may be set.',
  '(has(self.chart) && !has(self.chartRef)) || (!has(self.chart) && has(self.chartRef))':
    'Exactly one of `chart` and `chartRef` has to be set.',
  "!has(self.retryInterval) || self.name != 'RemediateOnFailure'":
    '`retryInterval` is not for the strategy RemediateOnFailure: leave it out.',
  "!has(self.retryInterval) || self.name == 'RetryOnFailure'":
    '`retryInterval` is only for the strategy RetryOnFailure.',
};
