import { writeCrds, writeDefinitions } from './crds.js';
import { fetchFiles } from './fetch.js';
import { writeGenerated } from './generate.js';
import { crdSources, kubernetes } from './pins.js';
import { trimCrds } from './trim-crds.js';
import { trimKubernetes } from './trim-kubernetes.js';

for (const source of crdSources) {
  writeCrds(source.name, trimCrds(source, source.modules.flatMap(fetchFiles)));
}
writeDefinitions(kubernetes.name, trimKubernetes(kubernetes.kinds, fetchFiles(kubernetes.module)));
writeGenerated();
