/* maildir.h: files in a Maildir (https://cr.yp.to/proto/maildir.html), written so that a
 * crash loses none. */
#ifndef TRANSPORT_MAILDIR_H
#define TRANSPORT_MAILDIR_H

#include "base/fault.h"

/* Make `path` with cur, new and tmp if it is not there. FAULT_SETUP. */
bool maildir_make(const char *path, GError **error);

/* A name no other delivery on this machine will choose. Owned. */
char *maildir_name(void);

/* Write into tmp, force to disk, move to new, force the move. FAULT_LATER if the disk
 * will not. */
bool maildir_deliver(const char *path, const char *name, GBytes *mail, GError **error);

/* The same for what comes from a descriptor, whatever its size. */
bool maildir_deliver_stream(const char *path, const char *name, int from_fd,
			    GError **error);

/* Move `from_path` to `to_path` and force both folders to disk. Gone already is success.
 */
bool maildir_move(const char *from_path, const char *to_path, GError **error);

#endif
