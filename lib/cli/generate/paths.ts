/** The page of a control, from the root of the project. */
export const docsOf = (controlId: string): string => `docs/controls/${controlId}.md`;
