/* notify.h: a word to the one who started us (sd_notify(3)): ready, alive, stopping.
 * Nothing is said where nobody listens. */
#ifndef BASE_NOTIFY_H
#define BASE_NOTIFY_H

/* "READY=1", "WATCHDOG=1", "STOPPING=1", "STATUS=..."; lines of such. */
void notify_say(const char *state);

#endif
