/* ics.c: calendars cut into events.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/ics.h"

#include <string.h>

#include "base/text.h"

#define FILE_MAX_BYTES (10 * 1024 * 1024)
#define EVENTS_MAX     20000

static void event_free(gpointer data)
{
	IcsEvent *event = data;
	if (event->component != NULL)
		icalcomponent_free(event->component);
	g_free(event->text);
	g_free(event->name);
	g_free(event);
}

void ics_clear(IcsFile *file)
{
	if (file->events != NULL)
		g_ptr_array_unref(file->events);
}

icalproperty *ics_first(const IcsEvent *event, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(event->component, kind);
}

bool ics_is_cancelled(const IcsEvent *event)
{
	icalproperty *status = ics_first(event, ICAL_STATUS_PROPERTY);
	return status != NULL && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED;
}

bool ics_is_day(icaltimetype time)
{
	return !icaltime_is_null_time(time) &&
	       day_exists(time.year, time.month, time.day);
}

/* ---- complaints ---------------------------------------------------------- */

static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');
	return end != NULL ? end + 1 : line + strlen(line);
}

/* Lines between the start of the event and that property; 0 if it has none. */
static int line_within(const char *text, const char *property)
{
	size_t length = strlen(property);
	int count = 0;
	for (const char *at = text; *at != '\0'; at = next_line(at), count++)
		if (g_ascii_strncasecmp(at, property, length) == 0 &&
		    (at[length] == ':' || at[length] == ';'))
			return count;
	return 0;
}

void ics_complain(const IcsFile *file, const IcsEvent *event, const char *property,
		  const char *what)
{
	g_autofree char *text = g_strdup_printf("event '%s': %s", event->name, what);
	if (file->problem != NULL)
		file->problem(file->path,
			      event->line + line_within(event->text, property), text,
			      file->data);
}

static void complain_at(const IcsFile *file, int line, const char *what)
{
	if (file->problem != NULL)
		file->problem(file->path, line, what, file->data);
}

bool ics_has_line(const IcsEvent *event, const char *property)
{
	return line_within(event->text, property) > 0;
}

/* ---- the file ------------------------------------------------------------ */

static bool is_line(const char *line, const char *wanted)
{
	size_t length = strlen(wanted);
	return g_ascii_strncasecmp(line, wanted, length) == 0 &&
	       strspn(line + length, " \t\r") == strcspn(line + length, "\n");
}

static void add_event(IcsFile *file, const char *unnamed, const char *begin,
		      const char *end, int line)
{
	IcsEvent *event = g_new0(IcsEvent, 1);
	g_autofree char *text = g_strndup(begin, (gsize)(end - begin));
	event->text = text_clean(text, -1);
	event->line = line;
	event->component = icalparser_parse_string(event->text);
	const char *summary = event->component != NULL
				      ? icalcomponent_get_summary(event->component)
				      : NULL;
	event->name = text_single_line(
		summary != NULL && *summary != '\0' ? summary : unnamed, 120);
	g_ptr_array_add(file->events, event);
	if (event->component == NULL)
		ics_complain(file, event, "", "it cannot be read");
}

/* From each BEGIN to its END; what has none is no event. */
static bool split(IcsFile *file, const char *unnamed, const char *text)
{
	const char *begin = NULL;
	int began = 0, number = 1;
	bool is_calendar = false;
	for (const char *line = text; *line != '\0'; line = next_line(line), number++) {
		bool is_begin = is_line(line, "BEGIN:VEVENT");
		is_calendar = is_calendar || is_begin || is_line(line, "BEGIN:VCALENDAR");
		if (is_begin && begin != NULL)
			complain_at(file, began, "this event has no END:VEVENT");
		if (is_begin) {
			begin = line;
			began = number;
		} else if (begin != NULL && is_line(line, "END:VEVENT")) {
			if (file->events->len == EVENTS_MAX) {
				complain_at(file, began,
					    "only the first 20000 events are used");
				return true;
			}
			add_event(file, unnamed, begin, next_line(line), began);
			begin = NULL;
		}
	}
	if (begin != NULL)
		complain_at(file, began, "this event has no END:VEVENT");
	return is_calendar;
}

bool ics_read(IcsFile *file, const char *unnamed, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) why = NULL;
	gsize length = 0;
	icalerror_set_errors_are_fatal(0);
	file->events = g_ptr_array_new_with_free_func(event_free);
	if (!g_file_get_contents(file->path, &text, &length, &why))
		return fault(error, FAULT_SETUP, "%s", why->message);
	if (length > FILE_MAX_BYTES)
		return fault(error, FAULT_SETUP, "%s is over 10 MB", file->path);
	bool has_mark = g_str_has_prefix(text, "\xEF\xBB\xBF");
	return split(file, unnamed, text + (has_mark ? 3 : 0)) ||
	       fault(error, FAULT_SETUP, "%s is no calendar", file->path);
}
