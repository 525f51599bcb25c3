import { Size } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-27';
import { Env, Volume } from '../../../constructs/index.js';
import { type Cases, type Declare, service } from '../case.js';

const running =
  (props: Readonly<Record<string, unknown>>): Declare =>
  (shop) =>
    service(shop, 'cart', props);

const committed = 'the rendered manifests are committed, and a secret in them is a secret no more.';
const secret = (prop: string, name: string) => ({
  what: `${prop}.${name} is a literal under the name of a secret.`,
  why: committed,
  fix: `write env.${name}: Env.secret('<secret name>', '<key>'), or Env.notSecret(…) where it is none.`,
});
const noVariable = {
  why: 'an environment variable\'s name has letters, digits, "_", "-" and ".", and does not start with a digit.',
};
const notPulled = {
  why: 'the kubelet cannot pull it.',
  fix: 'give an image reference, such as "registry.example.com/cart:1.4.2".',
};
const noQuantity = 'it is no Kubernetes quantity, so the API server refuses the pod.';

export const containers: Cases = {
  'an empty image': {
    wrong: running({ image: '' }),
    says: { what: 'the image is "".', ...notPulled },
    right: { 'a name alone': running({ image: 'redis' }) },
  },
  'an image with a space': {
    wrong: running({ image: 'registry.example.com/cart: 1' }),
    says: { what: 'the image is "registry.example.com/cart: 1".', ...notPulled },
    right: { 'a tag and a digest': running({ image: `registry.example.com:5000/cart:1@sha256:${'0'.repeat(64)}` }) },
  },
  'an image of one version that is empty': {
    wrong: running({ versions: { v1: { image: 'cart:1' }, v2: { image: ' ' } } }),
    says: { at: 'prod/shop/cart (version v2)', what: 'the image is " ".', ...notPulled },
    right: { 'an image each': running({ versions: { v1: { image: 'cart:1' }, v2: { image: 'cart:2' } } }) },
  },
  ...Object.fromEntries(
    ['DB_PASSWORD', 'password', 'GITHUB_TOKEN', 'accessToken', 'CLIENT_SECRET', 'API_KEY', 'monkey'].map((name) => [
      `a literal called ${name}`,
      {
        wrong: running({ env: { [name]: 'hunter2' } }),
        says: secret('env', name),
        right: {
          'a reference to a secret': running({ env: { [name]: Env.secret('cart', 'key') } }),
          'a reference to a ConfigMap': running({ env: { [name]: Env.configMap('cart', 'key') } }),
          'one that is said to be none': running({ env: { [name]: Env.notSecret('hunter2') } }),
          'one with more to its name': running({ env: { [`${name}_FILE`]: '/run/secrets/cart' } }),
        },
      },
    ]),
  ),
  "a literal of cdk8s-plus under a secret's name": {
    wrong: running({ env: { API_KEY: EnvValue.fromValue('hunter2') } }),
    says: secret('env', 'API_KEY'),
    right: {
      'a reference of cdk8s-plus': running({
        env: { API_KEY: EnvValue.fromSecretValue({ secret: { name: 'cart' } as never, key: 'key' }) },
      }),
    },
  },
  "a literal of one version under a secret's name": {
    wrong: running({ versions: { v1: { image: 'cart:1' }, v2: { image: 'cart:2', env: { API_KEY: 'hunter2' } } } }),
    says: { at: 'prod/shop/cart (version v2)', ...secret('env', 'API_KEY') },
    right: {
      'a reference': running({ versions: { v1: { image: 'cart:1', env: { API_KEY: Env.secret('cart', 'key') } } } }),
    },
  },
  "configuration under a secret's name": {
    wrong: running({ config: { REDIS_PASSWORD: 'hunter2' } }),
    says: secret('config', 'REDIS_PASSWORD'),
    right: { 'under another': running({ config: { REDIS_HOST: 'redis' } }) },
  },
  'a variable with a space': {
    wrong: running({ env: { 'LOG LEVEL': 'info' } }),
    says: {
      what: 'env has the name "LOG LEVEL".',
      ...noVariable,
      fix: 'rename it, for example to "LOG_LEVEL".',
    },
    right: { 'with signs that it may have': running({ env: { '_LOG-level.2': 'info' } }) },
  },
  'a variable that starts with a digit': {
    wrong: running({ config: { '2FA': 'on' } }),
    says: { what: 'config has the name "2FA".', ...noVariable, fix: 'rename it, for example to "_2FA".' },
    right: { 'that ends with one': running({ config: { FA2: 'on' } }) },
  },
  'a variable in both config and env': {
    wrong: running({ config: { LOG_LEVEL: 'info' }, env: { LOG_LEVEL: 'debug' } }),
    says: {
      what: 'LOG_LEVEL stands in both config and env.',
      why: 'a variable has one value; env would silently win.',
      fix: 'keep it in one of them.',
    },
    right: { 'in each another': running({ config: { LOG_LEVEL: 'info' }, env: { LOG_FORMAT: 'json' } }) },
  },
  'a volume name with capitals': {
    wrong: running({ volumes: { Data: Volume.emptyDir('/data') } }),
    says: {
      what: 'the volume name "Data" is no DNS label.',
      why: 'Kubernetes takes lower-case letters, digits and "-", at most 63 of them.',
      fix: 'rename the key under `volumes`.',
    },
    right: { 'of 63 characters': running({ volumes: { ['a'.repeat(63)]: Volume.emptyDir('/data') } }) },
  },
  'a volume name of 64 characters': {
    wrong: running({ volumes: { ['a'.repeat(64)]: Volume.emptyDir('/data') } }),
    says: {
      what: `the volume name "${'a'.repeat(64)}" is no DNS label.`,
      why: 'Kubernetes takes lower-case letters, digits and "-", at most 63 of them.',
      fix: 'rename the key under `volumes`.',
    },
    right: { 'of one': running({ volumes: { 1: Volume.emptyDir('/data') } }) },
  },
  'a mount path that is not absolute': {
    wrong: running({ volumes: { data: Volume.secret('data', 'data') } }),
    says: { what: 'volumes.data is mounted at "data".', why: 'a mount path is absolute.', fix: 'write "/data".' },
    right: { 'one that is': running({ volumes: { data: Volume.secret('/data', 'data') } }) },
  },
  'two volumes at one path': {
    wrong: running({ volumes: { a: Volume.emptyDir('/data'), b: Volume.configMap('/data', 'b') } }),
    says: {
      what: 'volumes.b and volumes.a are both mounted at "/data".',
      why: 'the API server refuses a second mount at one path.',
      fix: 'give one of them another path.',
    },
    right: {
      'one in the other': running({ volumes: { a: Volume.emptyDir('/data'), b: Volume.configMap('/data/b', 'b') } }),
    },
  },
  'a file in a folder of a ConfigMap': {
    wrong: running({ volumes: { conf: Volume.files('/etc/cart', { 'conf.d/cart.conf': '' }) } }),
    says: {
      what: 'volumes.conf has a file "conf.d/cart.conf".',
      why: 'it becomes a key of a ConfigMap, which has letters, digits, "-", "_" and "." only: no folders.',
      fix: 'give a plain file name, and each folder a volume of its own.',
    },
    right: { 'a plain one': running({ volumes: { conf: Volume.files('/etc/cart', { 'cart_1-A.conf': '' }) } }) },
  },
  'a claim for each pod of a Deployment': {
    wrong: running({ volumes: { data: Volume.claim('/data', { size: Size.gibibytes(1) }) } }),
    says: {
      what: 'volumes.data is a claim for each pod, in a Deployment.',
      why: 'only a StatefulSet makes a claim for each pod.',
      fix: "say workload: 'StatefulSet', or mount an existing claim with Volume.persistentVolumeClaim(…).",
    },
    right: {
      'of a StatefulSet': running({
        workload: 'StatefulSet',
        volumes: { data: Volume.claim('/data', { size: Size.gibibytes(1) }) },
      }),
    },
  },
  'a claim of no size that Kubernetes knows': {
    wrong: running({ workload: 'StatefulSet', volumes: { data: Volume.claim('/data', { size: '1 GB' }) } }),
    says: {
      what: 'volumes.data asks for "1 GB".',
      why: 'it is no Kubernetes quantity.',
      fix: 'write Size.gibibytes(1) or "1Gi".',
    },
    right: {
      'of a quantity': running({ workload: 'StatefulSet', volumes: { data: Volume.claim('/data', { size: '1G' }) } }),
    },
  },
  'an empty folder of no size that Kubernetes knows': {
    wrong: running({ volumes: { data: Volume.emptyDir('/data', { sizeLimit: '64MB' }) } }),
    says: {
      what: 'volumes.data asks for "64MB".',
      why: 'it is no Kubernetes quantity.',
      fix: 'write Size.gibibytes(1) or "1Gi".',
    },
    right: { 'of a quantity': running({ volumes: { data: Volume.emptyDir('/data', { sizeLimit: '64Mi' }) } }) },
  },
  'CPU that is no quantity': {
    wrong: running({ resources: { requests: { cpu: '100 m' } } }),
    says: { what: 'resources.requests.cpu is "100 m".', why: noQuantity, fix: 'write "100m" or "0.5".' },
    right: { 'that is one': running({ resources: { requests: { cpu: '.5' }, limits: { cpu: '1' } } }) },
  },
  'memory that is no quantity': {
    wrong: running({ resources: { limits: { memory: '128MB' } } }),
    says: {
      what: 'resources.limits.memory is "128MB".',
      why: noQuantity,
      fix: 'write Size.mebibytes(128) or "128Mi".',
    },
    right: { 'that is one': running({ resources: { limits: { memory: Size.mebibytes(128) } } }) },
  },
  'root where root is refused': {
    wrong: running({ security: { runAsUser: 0 } }),
    says: {
      what: 'security.runAsUser is 0 while runAsNonRoot is on.',
      why: 'user 0 is root, so the kubelet would not start the container.',
      fix: 'give another user, or say runAsNonRoot: false.',
    },
    right: {
      'where it is let in': running({ security: { runAsUser: 0, runAsNonRoot: false } }),
      'the group of root': running({ security: { runAsUser: 1, runAsGroup: 0 } }),
    },
  },
};
