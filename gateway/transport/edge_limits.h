/* edge_limits.h: the wall around an edge: what it may use up before the kernel stops it.
 */
#ifndef TRANSPORT_EDGE_LIMITS_H
#define TRANSPORT_EDGE_LIMITS_H

/* A hostile server may make a client library allocate or spin; only this process pays. */
void edge_limit_process(void);

#endif
