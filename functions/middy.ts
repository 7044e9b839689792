/** The engine of the handlers, under the name that its types lack and its code has. */
export { default as middy } from '@middy/core';
