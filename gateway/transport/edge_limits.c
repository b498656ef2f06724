/* edge_limits.c: the wall around an edge.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/edge_limits.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define ADDRESS_SPACE_BYTES (1024UL * 1024 * 1024)

void edge_limit_process(void)
{
	struct rlimit core = {0, 0};
	(void)signal(SIGPIPE, SIG_IGN);
	/* A core file would hold the secret. */
	(void)setrlimit(RLIMIT_CORE, &core);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#if !defined(__SANITIZE_ADDRESS__)
	struct rlimit space = {ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES};
	(void)setrlimit(RLIMIT_AS, &space);
#endif
}
