/** What is said where a rule of gateway-api's CRDs does not hold, by the text of the rule. */
export const gatewayApi: { readonly [rule: string]: string } = {
  "(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true":
    'A reference to a Service needs a `port`.',
  "self.all(p1, self.all(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name ? ((!has(p1.sectionName) || p1.sectionName == '') == (!has(p2.sectionName) || p2.sectionName == '')) : true))":
    'Of several references to one target each needs a `sectionName`.',
  "self.all(p1, self.exists_one(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) || p2.sectionName == '')) || (has(p1.sectionName) && has(p2.sectionName) && p1.sectionName == p2.sectionName))))":
    'Every target may be referred to once: give each reference to it a `sectionName` of its own.',
  '!(has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0 && has(self.wellKnownCACertificates) && self.wellKnownCACertificates != "")':
    'At most one of `caCertificateRefs` and `wellKnownCACertificates` may be set.',
  '(has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0 || has(self.wellKnownCACertificates) && self.wellKnownCACertificates != "")':
    'One of `caCertificateRefs` and `wellKnownCACertificates` has to be set.',
  '!(self.type == "Hostname" && (!has(self.hostname) || self.hostname == ""))':
    'A subject of the type Hostname needs a `hostname`.',
  '!(self.type != "Hostname" && has(self.hostname) && self.hostname != "")':
    'Only a subject of the type Hostname has a `hostname`: leave it out.',
  '!(self.type == "URI" && (!has(self.uri) || self.uri == ""))': 'A subject of the type URI needs a `uri`.',
  '!(self.type != "URI" && has(self.uri) && self.uri != "")':
    'Only a subject of the type URI has a `uri`: leave it out.',
  'self == oldSelf': 'The controller of a class cannot be changed.',
  "self.all(a1, a1.type == 'IPAddress' && has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )":
    'Every IP address may stand once.',
  "self.all(a1, a1.type == 'Hostname'  && has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )":
    'Every host name may stand once.',
  'self.type == \'Hostname\' ? (!has(self.value) || self.value.matches(r"""^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$""")): true':
    'An address of the type Hostname is a host name of small letters, digits, "-" and ".", which may begin with "*.".',
  'self.all(key, key.matches(r"""^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$"""))':
    'A key is a name such as "team", or one with a domain before it, such as "example.com/team".',
  'self.all(key, key.split("/")[0].size() < 253)': 'The domain before the "/" of a key has at most 252 characters.',
  "self.all(l, l.protocol in ['HTTP', 'TCP', 'UDP'] ? !has(l.tls) : true)":
    '`tls` is only for listeners of the protocols HTTPS and TLS: leave it out.',
  "self.all(l, (l.protocol == 'HTTPS' && has(l.tls)) ? (l.tls.mode == '' || l.tls.mode == 'Terminate') : true)":
    'A listener of the protocol HTTPS ends TLS itself: its mode is Terminate.',
  "self.all(l, (l.protocol == 'TLS' ? has(l.tls) && has(l.tls.mode) && l.tls.mode != '' : true))":
    'A listener of the protocol TLS needs `tls.mode`.',
  "self.all(l, l.protocol in ['TCP', 'UDP']  ? (!has(l.hostname) || l.hostname == '') : true)":
    'A listener of the protocol TCP or UDP has no `hostname`: leave it out.',
  'self.all(l1, self.exists_one(l2, l1.name == l2.name))':
    'Every listener has a name of its own; one name stands twice.',
  'self.all(l1, self.exists_one(l2, l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))':
    'Listeners have to differ in `port`, `protocol` or `hostname`; two are the same.',
  "self.mode == 'Terminate' ? size(self.certificateRefs) > 0 || size(self.options) > 0 : true":
    'With the mode Terminate `certificateRefs` or `options` are required.',
  'self.all(t1, self.exists_one(t2, t1.port == t2.port))': 'Every port may stand once.',
  "self.all(p1, self.all(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__ )) ? ((!has(p1.sectionName) || p1.sectionName == '') == (!has(p2.sectionName) || p2.sectionName == '')) : true))":
    'Of several references to one parent each needs a `sectionName`.',
  "self.all(p1, self.exists_one(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__ )) && (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) || p2.sectionName == '')) || (has(p1.sectionName) && has(p2.sectionName) && p1.sectionName == p2.sectionName))))":
    'Every parent may be referred to once: give each reference to it a `sectionName` of its own.',
  '(self.size() > 0 ? (has(self[0].matches) ? self[0].matches.size() : 0) : 0) + (self.size() > 1 ? (has(self[1].matches) ? self[1].matches.size() : 0) : 0) + (self.size() > 2 ? (has(self[2].matches) ? self[2].matches.size() : 0) : 0) + (self.size() > 3 ? (has(self[3].matches) ? self[3].matches.size() : 0) : 0) + (self.size() > 4 ? (has(self[4].matches) ? self[4].matches.size() : 0) : 0) + (self.size() > 5 ? (has(self[5].matches) ? self[5].matches.size() : 0) : 0) + (self.size() > 6 ? (has(self[6].matches) ? self[6].matches.size() : 0) : 0) + (self.size() > 7 ? (has(self[7].matches) ? self[7].matches.size() : 0) : 0) + (self.size() > 8 ? (has(self[8].matches) ? self[8].matches.size() : 0) : 0) + (self.size() > 9 ? (has(self[9].matches) ? self[9].matches.size() : 0) : 0) + (self.size() > 10 ? (has(self[10].matches) ? self[10].matches.size() : 0) : 0) + (self.size() > 11 ? (has(self[11].matches) ? self[11].matches.size() : 0) : 0) + (self.size() > 12 ? (has(self[12].matches) ? self[12].matches.size() : 0) : 0) + (self.size() > 13 ? (has(self[13].matches) ? self[13].matches.size() : 0) : 0) + (self.size() > 14 ? (has(self[14].matches) ? self[14].matches.size() : 0) : 0) + (self.size() > 15 ? (has(self[15].matches) ? self[15].matches.size() : 0) : 0) <= 128':
    'All rules together may have at most 128 matches.',
  "self.filter(f, f.type == 'RequestHeaderModifier').size() <= 1":
    'There may be one filter of the type RequestHeaderModifier; more than one is here.',
  "self.filter(f, f.type == 'ResponseHeaderModifier').size() <= 1":
    'There may be one filter of the type ResponseHeaderModifier; more than one is here.',
  "!(has(self.requestHeaderModifier) && self.type != 'RequestHeaderModifier')":
    '`requestHeaderModifier` is only for filters of the type RequestHeaderModifier: leave it out, or change the type.',
  "!(!has(self.requestHeaderModifier) && self.type == 'RequestHeaderModifier')":
    'A filter of the type RequestHeaderModifier needs `requestHeaderModifier`.',
  "!(has(self.responseHeaderModifier) && self.type != 'ResponseHeaderModifier')":
    '`responseHeaderModifier` is only for filters of the type ResponseHeaderModifier: leave it out, or change the type.',
  "!(!has(self.responseHeaderModifier) && self.type == 'ResponseHeaderModifier')":
    'A filter of the type ResponseHeaderModifier needs `responseHeaderModifier`.',
  "!(has(self.requestMirror) && self.type != 'RequestMirror')":
    '`requestMirror` is only for filters of the type RequestMirror: leave it out, or change the type.',
  "!(!has(self.requestMirror) && self.type == 'RequestMirror')":
    'A filter of the type RequestMirror needs `requestMirror`.',
  "!(has(self.extensionRef) && self.type != 'ExtensionRef')":
    '`extensionRef` is only for filters of the type ExtensionRef: leave it out, or change the type.',
  "!(!has(self.extensionRef) && self.type == 'ExtensionRef')":
    'A filter of the type ExtensionRef needs `extensionRef`.',
  '!(has(self.percent) && has(self.fraction))': 'At most one of `percent` and `fraction` may be set.',
  'self.numerator <= self.denominator': '`numerator` may not be greater than `denominator`.',
  'has(self.type) ? has(self.service) || has(self.method) : true':
    'A match of a method needs a `service` or a `method`.',
  '(!has(self.type) || self.type == \'Exact\') && has(self.service) ? self.service.matches(r"""^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$"""): true':
    'A `service` to match exactly is a gRPC service, such as "shop.v1.Payments".',
  '(!has(self.type) || self.type == \'Exact\') && has(self.method) ? self.method.matches(r"""^[A-Za-z_][A-Za-z_0-9]*$"""): true':
    'A `method` to match exactly has letters, digits and "_" only, and does not begin with a digit.',
  '(self.size() > 0 ? self[0].matches.size() : 0) + (self.size() > 1 ? self[1].matches.size() : 0) + (self.size() > 2 ? self[2].matches.size() : 0) + (self.size() > 3 ? self[3].matches.size() : 0) + (self.size() > 4 ? self[4].matches.size() : 0) + (self.size() > 5 ? self[5].matches.size() : 0) + (self.size() > 6 ? self[6].matches.size() : 0) + (self.size() > 7 ? self[7].matches.size() : 0) + (self.size() > 8 ? self[8].matches.size() : 0) + (self.size() > 9 ? self[9].matches.size() : 0) + (self.size() > 10 ? self[10].matches.size() : 0) + (self.size() > 11 ? self[11].matches.size() : 0) + (self.size() > 12 ? self[12].matches.size() : 0) + (self.size() > 13 ? self[13].matches.size() : 0) + (self.size() > 14 ? self[14].matches.size() : 0) + (self.size() > 15 ? self[15].matches.size() : 0) <= 128':
    'All rules together may have at most 128 matches.',
  '(has(self.backendRefs) && size(self.backendRefs) > 0) ? (!has(self.filters) || self.filters.all(f, !has(f.requestRedirect))): true':
    'A rule that redirects (`requestRedirect`) sends nothing to `backendRefs`: leave one of them out.',
  "(has(self.filters) && self.filters.exists_one(f, has(f.requestRedirect) && has(f.requestRedirect.path) && f.requestRedirect.path.type == 'ReplacePrefixMatch' && has(f.requestRedirect.path.replacePrefixMatch))) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true":
    '`replacePrefixMatch` in `requestRedirect` needs exactly one match, and that of a path prefix.',
  "(has(self.filters) && self.filters.exists_one(f, has(f.urlRewrite) && has(f.urlRewrite.path) && f.urlRewrite.path.type == 'ReplacePrefixMatch' && has(f.urlRewrite.path.replacePrefixMatch))) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true":
    '`replacePrefixMatch` in `urlRewrite` needs exactly one match, and that of a path prefix.',
  "(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && b.filters.exists_one(f, has(f.requestRedirect) && has(f.requestRedirect.path) && f.requestRedirect.path.type == 'ReplacePrefixMatch' && has(f.requestRedirect.path.replacePrefixMatch))) )) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true":
    '`replacePrefixMatch` in the `requestRedirect` of a backend needs exactly one match, and that of a path prefix.',
  "(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && b.filters.exists_one(f, has(f.urlRewrite) && has(f.urlRewrite.path) && f.urlRewrite.path.type == 'ReplacePrefixMatch' && has(f.urlRewrite.path.replacePrefixMatch))) )) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true":
    '`replacePrefixMatch` in the `urlRewrite` of a backend needs exactly one match, and that of a path prefix.',
  "!(self.exists(f, f.type == 'RequestRedirect') && self.exists(f, f.type == 'URLRewrite'))":
    'The filters RequestRedirect and URLRewrite exclude each other.',
  "self.filter(f, f.type == 'CORS').size() <= 1": 'There may be one filter of the type CORS; more than one is here.',
  "self.filter(f, f.type == 'RequestRedirect').size() <= 1":
    'There may be one filter of the type RequestRedirect; more than one is here.',
  "self.filter(f, f.type == 'URLRewrite').size() <= 1":
    'There may be one filter of the type URLRewrite; more than one is here.',
  "!(has(self.cors) && self.type != 'CORS')":
    '`cors` is only for filters of the type CORS: leave it out, or change the type.',
  "!(!has(self.cors) && self.type == 'CORS')": 'A filter of the type CORS needs `cors`.',
  "!(has(self.requestRedirect) && self.type != 'RequestRedirect')":
    '`requestRedirect` is only for filters of the type RequestRedirect: leave it out, or change the type.',
  "!(!has(self.requestRedirect) && self.type == 'RequestRedirect')":
    'A filter of the type RequestRedirect needs `requestRedirect`.',
  "!(has(self.urlRewrite) && self.type != 'URLRewrite')":
    '`urlRewrite` is only for filters of the type URLRewrite: leave it out, or change the type.',
  "!(!has(self.urlRewrite) && self.type == 'URLRewrite')": 'A filter of the type URLRewrite needs `urlRewrite`.',
  "!('*' in self && self.size() > 1)": '"*" stands alone: it allows all that the other entries do.',
  "self.type == 'ReplaceFullPath' ? has(self.replaceFullPath) : true":
    'The type ReplaceFullPath needs `replaceFullPath`.',
  "has(self.replaceFullPath) ? self.type == 'ReplaceFullPath' : true":
    '`replaceFullPath` needs the type ReplaceFullPath.',
  "self.type == 'ReplacePrefixMatch' ? has(self.replacePrefixMatch) : true":
    'The type ReplacePrefixMatch needs `replacePrefixMatch`.',
  "has(self.replacePrefixMatch) ? self.type == 'ReplacePrefixMatch' : true":
    '`replacePrefixMatch` needs the type ReplacePrefixMatch.',
  "(self.type in ['Exact','PathPrefix']) ? self.value.startsWith('/') : true": 'The path has to begin with "/".',
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('//') : true": 'The path may not hold "//".',
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('/./') : true": 'The path may not hold "/./".',
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('/../') : true": 'The path may not hold "/../".',
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('%2f') : true": 'The path may not hold "%2f".',
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('%2F') : true": 'The path may not hold "%2F".',
  "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('#') : true": 'The path may not hold "#".',
  "(self.type in ['Exact','PathPrefix']) ? !self.value.endsWith('/..') : true": 'The path may not end with "/..".',
  "(self.type in ['Exact','PathPrefix']) ? !self.value.endsWith('/.') : true": 'The path may not end with "/.".',
  "self.type in ['Exact','PathPrefix'] || self.type == 'RegularExpression'":
    'The type of a path match is Exact, PathPrefix or RegularExpression.',
  '(self.type in [\'Exact\',\'PathPrefix\']) ? self.value.matches(r"""^(?:[-A-Za-z0-9/._~!$&\'()*+,;=:@]|[%][0-9a-fA-F]{2})+$""") : true':
    'The path may hold the characters of a URL\'s path only; encode others, such as " " as "%20".',
  "!(has(self.request) && has(self.backendRequest) && duration(self.request) != duration('0s') && duration(self.backendRequest) > duration(self.request))":
    '`backendRequest` may not be longer than `request`, of which it is a part.',
  'self.all(l1, !has(l1.port) || self.exists_one(l2, has(l2.port) && l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))':
    'Listeners have to differ in `port`, `protocol` or `hostname`; two are the same.',
  'self.all(h, !isIP(h))': 'A host name is wanted; an IP address is none.',
  "self.all(h, !h.contains('*') ? h.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$') : true)":
    'A host name has small letters, digits, "-" and "." only, and begins and ends with a letter or digit.',
  "self.all(h, h.contains('*') ? (h.startsWith('*.') && h.substring(2).matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$')) : true)":
    'A wildcard is the first part of a host name, "*.example.com".',
};
