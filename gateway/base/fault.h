/* fault.h: the four ways in which something can go wrong.
 *
 * A fault is named by what the caller should do, not by what happened. What
 * happened stands in the message, in the words of whoever said it. Mistakes of
 * the programmer are no faults: they are assertions. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>
#include <glib.h>

typedef enum {
	FAULT_LATER,	  /* the world is unwell: offer it again, with back-off */
	FAULT_REFUSED,	  /* the other side said no, for good: tell a person */
	FAULT_UNREADABLE, /* this one input is bad: set it aside, carry on */
	FAULT_SETUP, /* our configuration or disk is wrong: stop, tell the operator */
} Fault;

#define FAULT fault_quark()
GQuark fault_quark(void);

/* Set `error` and return false, so that a failure is one line:
 *     return fault(error, FAULT_LATER, "%s: line went dead", host); */
bool fault(GError **error, Fault code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The exit status of DESIGN 7.1 for a fault: 1 input, 3 set-up, 4 later. */
int fault_exit_status(const GError *error);

#endif
