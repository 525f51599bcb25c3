import type { ManifestData } from './order.js';

/** How a tree is divided into files: cdk8s' four output types. */
export type Division = 'app' | 'chart' | 'resource' | 'resource-in-chart-folder';

/**
 * Where an object is written, without the extension: below its cluster's folder. Names hold group and namespace where two
 * objects could differ in them alone, and no numbers: the order of delivery is not the file system's business.
 *
 * @param cluster folder of the cluster, empty where there is none
 * @param chart path of the chart's construct below its cluster
 */
export function filePath(object: ManifestData, cluster: string, chart: string, division: Division): string {
  const folder = cluster === '' ? '' : `${cluster}/`;
  switch (division) {
    case 'app':
      return `${folder}app`;
    case 'resource':
      return `${folder}${resourceName(object)}`;
    case 'resource-in-chart-folder':
      return `${folder}${chartName(chart)}/${resourceName(object)}`;
    default:
      return `${folder}${chartName(chart)}`;
  }
}

function chartName(chart: string): string {
  return chart.replaceAll('/', '-');
}

function resourceName({ apiVersion = '', kind = '', metadata }: ManifestData): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  const namespace = metadata?.namespace === undefined ? '' : `${metadata.namespace}.`;
  return `${kind}${group}.${namespace}${metadata?.name ?? ''}`.replaceAll('/', '-');
}
