/* crash.h: the points at which the crash run may kill us. Nothing in the product; in the
 * crash flavour the point is counted and, at the count that MAILMOOT_CRASH_AT names, the
 * process ends as if by SIGKILL, with status 100. */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

#ifdef MAILMOOT_CRASH_POINTS
void crash_point(const char *where);
#else
static inline void crash_point(const char *where)
{
	(void)where;
}
#endif

#endif
