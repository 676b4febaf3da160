// One page for all addresses: the portal is static files, and everything it shows comes over the API.
export const ssr = false;
export const prerender = false;
