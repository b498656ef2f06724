/* log.h: one event a line, `what key=value key="two words"`, on standard error.
 *
 * Values from outside are made safe (no control characters, clipped). Secrets
 * are never passed here. A line starts with a level in systemd's notation when
 * standard error is not a terminal. Only engine/, cli/ and the edges log. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <glib.h>

typedef enum {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARNING,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG
} LogLevel;

/* Which lines are written; LOG_LEVEL_WARNING at start. `process` names us. */
void log_open(const char *process, LogLevel level);

/* Key and value pairs of strings, closed by NULL. A NULL value leaves its key out:
 *     log_event(LOG_LEVEL_INFO, "settled", "mailbox", name, "uid", uid, NULL); */
void log_event(LogLevel level, const char *what, ...) G_GNUC_NULL_TERMINATED;

#endif
