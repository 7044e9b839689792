import type { Command } from '#cli/command.ts';
import { benchCommand } from './bench.ts';
import { checkCommand } from './check.ts';
import { controlsCommand } from './controls.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { findingsCommand } from './findings.ts';
import { recordCommand } from './record.ts';
import { replayCommand } from './replay.ts';
import { routeCommand } from './route.ts';
import { scanCommand } from './scan.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  scanCommand,
  checkCommand,
  routeCommand,
  replayCommand,
  recordCommand,
  diffCommand,
  findingsCommand,
  doctorCommand,
  benchCommand,
  controlsCommand,
  explainCommand,
];
