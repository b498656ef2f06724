/* settings_file.h: the text of a settings file, and which files an include means. Private
 * to settings. */
#ifndef BASE_SETTINGS_FILE_H
#define BASE_SETTINGS_FILE_H

#include <glib.h>

/* Valid UTF-8 without NUL; `out_bad_line` is the first line that had to be repaired, or
 * 0. NULL is a failure. Owned. */
char *settings_file_text(const char *path, int *out_bad_line, GError **error);

/* The paths `name` means in an include of `from`, sorted; a `*` or `?` may stand for any
 * number of files. NULL-terminated, owned; empty if a pattern matches nothing. */
char **settings_file_included(const char *from, const char *name);

/* One name for one file, whatever links lead to it. Owned. */
char *settings_file_identity(const char *path);

#endif
