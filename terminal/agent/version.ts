import packageJson from '../../package.json' with { type: 'json' };

/** Of the whole product, as the technician reads it out. */
export const VERSION: string = packageJson.version;
