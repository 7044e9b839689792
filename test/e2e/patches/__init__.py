"""What AWS does and MiniStack does not: one module a behaviour, each with `REPLACES` (owner, name) and `apply()`."""
