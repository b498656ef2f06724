/* fault.c: the four kinds of failure.
 *
 * SPDX-License-Identifier: MIT */
#include "base/fault.h"

#include <stdarg.h>

G_DEFINE_QUARK(mailmoot - fault - quark, fault)

bool fault(GError **error, Fault code, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autoptr(GError) made = g_error_new_valist(FAULT, (int)code, format, arguments);
	va_end(arguments);
	g_propagate_error(error, g_steal_pointer(&made));
	return false;
}

int fault_exit_status(const GError *error)
{
	if (error == NULL || error->domain != FAULT)
		return 1;
	switch ((Fault)error->code) {
	case FAULT_LATER:
		return 4;
	case FAULT_SETUP:
		return 3;
	case FAULT_REFUSED:
	case FAULT_UNREADABLE:
		return 1;
	}
	return 1;
}
