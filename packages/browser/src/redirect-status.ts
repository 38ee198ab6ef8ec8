/** See #redirect-status. */
export const isRedirectStatus = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);
