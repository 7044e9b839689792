declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** A DynamoDB in this process; it keeps its data in memory unless it is given a path. */
  export default function dynalite(options?: {
    /** Milliseconds that a table takes to be created. */
    readonly createTableMs?: number;
  }): Server;
}
