/** The header in which the app tells the sign-in library where a request came from; never taken from outside, never stored. */
export const remoteAddressHeader = 'x-kuulolla-remote-address'
