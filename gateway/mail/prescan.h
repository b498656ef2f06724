/* prescan.h: may these bytes be given to the library at all? Depth, parts and header
 * sizes are the sender's choice, and the library's memory and stack follow them. For this
 * room alone. */
#ifndef MAIL_PRESCAN_H
#define MAIL_PRESCAN_H

#include "base/fault.h"
#include "mail/message.h"

/* Called for bytes that have been looked at, so that a mapped file need not stay in
 * memory. */
typedef void (*PrescanForget)(const char *from, size_t length);

/* FAULT_UNREADABLE with the limit that was passed, in words. One pass over the bytes.
 * `forget` may be NULL. */
bool prescan(const char *bytes, size_t length, const MessageLimits *limits,
	     PrescanForget forget, GError **error);

/* Does every line end in CR alone? Then the bytes must be rewritten before anyone can
 * read them. */
bool prescan_is_cr_only(const char *bytes, size_t length);

/* Did somebody put CR before line ends that had one? Judged by the first line. */
bool prescan_has_doubled_ends(const char *bytes, size_t length);

#endif
