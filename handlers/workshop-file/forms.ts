import { z } from 'zod';

/** A text of this form; `allowed` completes "... is allowed". */
export const text = (allowed: string, form: RegExp) => z.string(allowed).regex(form, allowed);

export const whole = (least: number, most: number, what = 'a whole number') => {
  const allowed = `${what} from ${least} to ${most}`;
  return z.int(allowed).min(least, allowed).max(most, allowed);
};

export const decimal = (least: number, most: number, what: string) => {
  const allowed = `${what} from ${least} to ${most}`;
  return z.number(allowed).min(least, allowed).max(most, allowed);
};

/** One of a few words, or a map. */
export const one = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);

/** A value under a name of one's own: a text; numbers and `true` are kept as they are written. */
export const plainValue = (allowed: string, form: RegExp) =>
  z.union([text(allowed, form), z.number(), z.boolean()], allowed);

export const INSTANCE_TYPE = /^[a-z][a-z0-9-]{1,15}\.[a-z0-9-]{2,12}$/;
export const DATABASE_CLASS = /^db\.[a-z0-9]{2,8}\.[a-z0-9]{2,10}$/;
/** ACM takes a wildcard name of up to 64 characters. */
export const DOMAIN = /^(?=.{4,62}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\.?$/;
export const ZONE_ID = /^Z[A-Z0-9]{5,31}$/;
export const CERTIFICATE = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{8,64}$/;
export const FILES = /^(s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^\s]{0,900})?|(?!s3:)[^:*?"<>|]{1,500})$/;
/** A channel as people write it, or its id. */
export const ROOM = /^(#[^\s#<>&"']{1,80}|[CG][A-Z0-9]{5,20}|[^\s#<>&"']{1,80})$/;
export const APP_NAME = /^[a-z0-9]{1,10}$/;
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
export const IMAGE = /^[a-z0-9][A-Za-z0-9._:/@-]{0,254}$/;
/** Letters of every script, digits, spaces and _.:/=+-@, written as what is not allowed so that every editor can read it. */
export const TAG_KEY = /^(?!aws:|usher:)[^\n\r\t!"#$%&'()*,;<>?[\\\]^`{|}~]{1,128}$/;
export const TAG_VALUE = /^[^\n\r\t!"#$%&'()*,;<>?[\\\]^`{|}~]{0,256}$/;
