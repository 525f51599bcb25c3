import { readFileSync } from 'node:fs';
import { ApiObject, type ApiObjectProps, App, Chart } from 'cdk8s';

/**
 * cdk8s without this library: the same objects, made by hand in a chart for each namespace. `plain.js <JSON file of lists of
 * objects> <output folder>`.
 */
const [objects = '', outdir] = process.argv.slice(2);
const charts = JSON.parse(readFileSync(objects, 'utf8')) as Readonly<Record<string, readonly ApiObjectProps[]>>;
const app = new App({ outdir });
for (const [name, made] of Object.entries(charts)) {
  const chart = new Chart(app, name);
  for (const [index, object] of made.entries()) new ApiObject(chart, `${index}`, object);
}
app.synth();
