import * as z from 'zod';
import { fileSchema } from './file-schema.ts';

/** The published schema of the settings file (JSON Schema 2020-12), for editors: keys, types and what they mean. */
export const settingsJsonSchema = (): object => z.toJSONSchema(fileSchema(), { io: 'input' });

/** The text of `docs/schemas/ecs-warden.config.v1.json`. */
export const settingsSchemaText = (): string => `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`;
