import { z } from 'zod';
import { WORKSHOP_FILE } from './schema';

/** The form of a workshop file as editors read it: docs/workshop.schema.json. */
export const workshopJsonSchema = (): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(WORKSHOP_FILE, { target: 'draft-7', io: 'input' });
