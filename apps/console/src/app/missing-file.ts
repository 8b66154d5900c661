/** What browsers and the bundler say of a file of the console that did not come; each in its own words. */
const missingFile = /dynamically imported module|importing a module script failed|unable to preload css/i;

export const isMissingFile = (error: unknown): boolean => error instanceof Error && missingFile.test(error.message);
