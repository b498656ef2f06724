/* log.c: one event a line, key=value, untrusted text made safe.
 *
 * SPDX-License-Identifier: MIT */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

#define LOG_VALUE_MAX_BYTES 300

static const char *const PREFIXES[] = {
	[LOG_LEVEL_ERROR] = "<3>",
	[LOG_LEVEL_WARNING] = "<4>",
	[LOG_LEVEL_INFO] = "<6>",
	[LOG_LEVEL_DEBUG] = "<7>",
};

static const char *process_name = "mailmoot";
static LogLevel log_level = LOG_LEVEL_WARNING;

void log_open(const char *process, LogLevel level)
{
	process_name = process;
	log_level = level;
}

static void append_value(GString *line, const char *value)
{
	g_autofree char *safe = text_single_line(value, LOG_VALUE_MAX_BYTES);
	bool needs_quotes = *safe == '\0' || strpbrk(safe, " =\"") != NULL;
	if (!needs_quotes) {
		g_string_append(line, safe);
		return;
	}
	g_string_append_c(line, '"');
	for (const char *c = safe; *c != '\0'; c++) {
		if (*c == '"' || *c == '\\')
			g_string_append_c(line, '\\');
		g_string_append_c(line, *c);
	}
	g_string_append_c(line, '"');
}

void log_event(LogLevel level, const char *what, ...)
{
	if (level > log_level)
		return;
	g_autoptr(GString) line =
		g_string_new(isatty(STDERR_FILENO) ? "" : PREFIXES[level]);
	g_string_append_printf(line, "%s: %s", process_name, what);
	va_list arguments;
	va_start(arguments, what);
	const char *key;
	while ((key = va_arg(arguments, const char *)) != NULL) {
		const char *value = va_arg(arguments, const char *);
		if (value == NULL)
			continue;
		g_string_append_printf(line, " %s=", key);
		append_value(line, value);
	}
	va_end(arguments);
	g_string_append_c(line, '\n');
	fputs(line->str, stderr);
}
