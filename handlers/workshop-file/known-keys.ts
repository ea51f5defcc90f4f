import { z } from 'zod';
import type { Path } from './problem';
import { WORKSHOP_FILE } from './schema';

/** The keys that are known in the map at this path of a workshop file. */
export const keysAt = (path: Path): string[] =>
  path
    .reduce<readonly z.core.$ZodType[]>(
      (schemas, part) => schemas.flatMap((schema) => inside(schema, part)),
      [WORKSHOP_FILE],
    )
    .flatMap(shapes)
    .flatMap((shape) => Object.keys(shape));

/** Every kind of map a value may be. */
function shapes(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>>[] {
  if (schema instanceof z.ZodOptional) return shapes(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(shapes);
  return schema instanceof z.ZodObject ? [schema.shape] : [];
}

function inside(schema: z.core.$ZodType, part: PropertyKey): z.core.$ZodType[] {
  const plain = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (plain instanceof z.ZodArray) return [plain.element];
  return shapes(plain).flatMap((shape) => shape[String(part)] ?? []);
}
