import { defineConfig } from 'vitest/config';

/** Tests that the end-to-end test runs against its emulator. */
export default defineConfig({
  test: { include: ['test/e2e/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
