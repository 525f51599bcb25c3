/**
 * How the generated types say which fields of an object may stand together. The fields that may not are `?: never`, so
 * that the compiler names the one that is too much.
 */

/** One field, and none of the others. */
export type ExactlyOne<T> = {
  [K in keyof T]: { readonly [P in K]: T[P] } & { readonly [P in Exclude<keyof T, K>]?: never };
}[keyof T];

/** One field or none. */
export type AtMostOne<T> = { [K in keyof T]: { readonly [P in keyof T]?: P extends K ? T[P] : never } }[keyof T];

/** One field or more. */
export type AtLeastOne<T> = {
  [K in keyof T]: { readonly [P in K]: T[P] } & { readonly [P in Exclude<keyof T, K>]?: T[P] };
}[keyof T];

/** Fields of one side only. */
export type Apart<A, B> = (A & { readonly [P in keyof B]?: never }) | (B & { readonly [P in keyof A]?: never });

/** The field that belongs to the tag's value, and no other. */
export type Tagged<Tag extends string, Fields> = {
  [Value in keyof Fields]: { readonly [P in Tag]: Value } & Fields[Value] & {
      readonly [P in Exclude<FieldOf<Fields>, keyof Fields[Value]>]?: never;
    };
}[keyof Fields];

type FieldOf<Fields> = { [Value in keyof Fields]: keyof Fields[Value] }[keyof Fields];
