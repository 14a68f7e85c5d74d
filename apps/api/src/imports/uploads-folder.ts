/** Where files that wait to be imported lie: a folder in the data directory. */
export const UPLOADS = 'uploads';
