import { App, Chart } from 'cdk8s';

/** What `cdk8s init` starts with: an app, a chart, nothing in it. */
const app = new App();
new Chart(app, 'empty');
app.synth();
