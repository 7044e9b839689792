#!/usr/bin/env node
import { EXIT } from '#cli/exit-code.ts';
import { main } from '#cli/main.ts';
import { processIo } from '#cli/process-io.ts';
/** The command line: chooses the adapters, everything else is lib/cli. */
import { adapters } from './adapters.ts';

process.once('SIGINT', () => process.exit(EXIT.interrupted));

process.exitCode = await main(process.argv.slice(2), processIo(adapters));
