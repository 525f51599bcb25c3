/** The sorts of mistakes that this check reports. A code keeps its meaning for ever. */
export const schemaCodes = {
  MSH101: 'Unknown field',
  MSH102: 'Wrong type',
  MSH103: 'Required field missing',
  MSH104: 'Not one of the allowed values',
  MSH105: 'Wrong form: pattern, format or length of a text',
  MSH106: 'Out of bounds: a number, or how many items or keys',
  MSH107: 'Duplicate in a list whose items must differ',
  MSH108: 'Fields that do not fit together',
  MSH109: 'Wrong name, label, annotation or other metadata',
  MSH110: 'Kind without a schema',
} as const;

export type SchemaCode = keyof typeof schemaCodes;
