/* certain.c: preloaded into the program, it makes chance certain, so that two runs from
 * one state come to one end and can be compared byte for byte.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/random.h>

ssize_t getrandom(void *bytes, size_t length, unsigned int flags)
{
	(void)flags;
	memset(bytes, 0x5a, length);
	return (ssize_t)length;
}
