import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** Where this code is once it is bundled; its map lies beside it. */
const BUNDLE = import.meta.url;
const POSITION = /\(?([^()\s]+):(\d+):(\d+)\)?$/;

let loaded: SourceMap | null | undefined;

/** Read when the first error is logged: `--enable-source-maps` reads it at each cold start, longer than all else takes. */
function sourceMap(): SourceMap | null {
  if (loaded === undefined) {
    try {
      const payload = JSON.parse(readFileSync(new URL(`${BUNDLE}.map`), 'utf8')) as SourceMapPayload;
      loaded = new SourceMap(payload);
    } catch {
      // Not bundled, or without its map: the frames stay as they are.
      loaded = null;
    }
  }
  return loaded;
}

/** Frames of a stack with the files and lines of the source, where they are of this bundle. Never throws. */
export const sourceFrames = (frames: readonly string[]): readonly string[] =>
  frames.map((frame) => {
    const [position, file, line, column] = POSITION.exec(frame) ?? [];
    if (position === undefined || file !== BUNDLE) return frame;
    const origin = sourceMap()?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return frame;
    const { fileName, lineNumber, columnNumber } = origin;
    // Sources are named from where the bundle was made.
    const source = fileName.replace(/^.*?(?=(functions|lib|node_modules)\/)/, '');
    return frame.replace(position, `(${source}:${lineNumber}:${columnNumber})`);
  });
