/**
 * What a fetch under way means for its request: none is, it waits to be queued again, it computes meanwhile; or it is
 * still in the queue, and once seated will wait for all that is fetched, or compute the rest meanwhile.
 */
export const NOT_FETCHING = 0;
export const WAITING = 1;
export const ALONG = 2;
export const AHEAD_OF_ALL = 3;
export const AHEAD_OF_FRONT = 4;
