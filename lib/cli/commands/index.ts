import type { Command } from '#cli/command.ts';
import { controlsCommand } from './controls.ts';
import { replayCommand } from './replay.ts';
import { routeCommand } from './route.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [routeCommand, replayCommand, controlsCommand];
