/** What is said where a rule of istio's CRDs does not hold, by the text of the rule. */
export const istio: { readonly [rule: string]: string } = {
  "duration(self) >= duration('1ms')": 'The duration has to be at least 1ms, such as "1s".',
  'self.all(key, !key.contains("*"))': 'No key may hold a "*": labels are matched exactly.',
  'self.all(key, key.size() != 0)': 'No key may be empty.',
  '!self.contains("*")': 'A "*" is not allowed: labels are matched exactly.',
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1':
    'At most one of `workloadSelector` and `targetRefs` may be set.',
  'has(self.context) ? ((self.context == "WAYPOINT") ? has(self.waypoint) : !has(self.waypoint)) : !has(self.waypoint)':
    '`waypoint` is set exactly where `context` is WAYPOINT.',
  '0 < self && self <= 65535': 'A port is from 1 to 65535.',
  'self.size() == 0': 'A target in another namespace is not supported: leave the namespace out.',
  '(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1':
    'At most one of `tlsCertificates` and `credentialNames` may be set.',
  '(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1':
    'At most one of `credentialName` and `credentialNames` may be set.',
  '(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1':
    'At most one of `credentialNames` and `tlsCertificates` may be set.',
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1':
    'At most one of `workloadSelector` and `endpoints` may be set.',
  '!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/")) && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))':
    '`addresses` in CIDR notation need the resolution NONE or STATIC.',
  '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true':
    '`endpoints` need a `resolution` other than NONE.',
  '((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true':
    'With the resolution DNS_ROUND_ROBIN there is at most one endpoint.',
  'has(self.address) || has(self.network)': 'An `address` is required, unless `network` is set.',
  '(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true':
    'A Unix socket as `address` has no `ports`: leave them out.',
  'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true':
    'A Unix socket is an absolute path, "unix:///path", or an abstract one, "unix://@name".',
  'self.startsWith("unix://") ? !self.endsWith("/") : true': 'The path of a Unix socket may not end with "/".',
  'self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))':
    'The name of a port has at most 62 letters, digits and "-", and begins and ends with a letter or digit.',
  'self != "*"': '"*" alone is no host: name the hosts, or use a wildcard such as "*.example.com".',
  'self.all(l1, self.exists_one(l2, l1.number == l2.number))':
    'Every port has a number of its own; one number stands twice.',
  'self in ["", "HTTP", "HTTPS"]': 'The scheme is HTTP or HTTPS.',
  '(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1':
    'At most one of `selector`, `targetRef` and `targetRefs` may be set.',
  '(has(self.serviceAccounts) || has(self.notServiceAccounts)) ? (!has(self.principals) &&\n!has(self.notPrincipals) && !has(self.namespaces) && !has(self.notNamespaces)) : true':
    '`serviceAccounts` and `notServiceAccounts` may not stand beside `principals`, `notPrincipals`, `namespaces` or `notNamespaces`.',
  'has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true':
    '`portLevelMtls` needs a `selector` with labels: the modes of ports only count for a workload.',
  'self.all(key, 0 < int(key) && int(key) <= 65535)': 'The keys are ports, from 1 to 65535.',
  '(has(self.jwksUri) ? 1 : 0) + (has(self.jwks_uri) ? 1 : 0) + (has(self.jwks) ? 1 : 0) <= 1':
    'At most one of `jwksUri`, `jwks_uri` and `jwks` may be set.',
  'url(self).getScheme() in ["http", "https"]':
    'The keys are fetched by HTTP: the URI has to begin with "http://" or "https://".',
  '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true':
    'A tag with the operation UPSERT needs a `value`.',
  '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true':
    'A tag with the operation REMOVE has no `value`: leave it out.',
};
