/** What a fetch under way means for its request: none is, it waits to be queued again, it computes meanwhile. */
export const NOT_FETCHING = 0;
export const WAITING = 1;
export const ALONG = 2;
