export { SchemaChecker, type SchemaCheckerOptions } from './checker.js';
export { type SchemaCode, schemaCodes } from './codes.js';
export type { CrdDocument } from './crd.js';
