import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The end-to-end tests need an AWS emulator; they have a command of their own.
    exclude: ['test/e2e/**'],
    // Pure code answers in milliseconds; the room is for the embedded database and the linters on a slow machine.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A test must not see the region, the credentials or the colours of whoever runs it.
    env: { TZ: 'UTC', NO_COLOR: '1', AWS_EC2_METADATA_DISABLED: 'true' },
    unstubEnvs: true,
    restoreMocks: true,
  },
});
