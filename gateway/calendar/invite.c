/* invite.c: one appointment as text/calendar.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/invite.h"

#include <libical/ical.h>
#include <string.h>

void invite_free(Invite *invite)
{
	if (invite == NULL)
		return;
	g_free(invite->uid);
	g_free(invite->summary);
	g_free(invite->organizer_name);
	g_free(invite->organizer);
	g_free(invite);
}

const char *invite_type(const Invite *invite)
{
	return invite->is_cancelled ? "text/calendar; charset=utf-8; method=CANCEL"
				    : "text/calendar; charset=utf-8; method=PUBLISH";
}

static icaltimetype time_of(Instant at)
{
	return icaltime_from_timet_with_zone((time_t)at, 0,
					     icaltimezone_get_utc_timezone());
}

static icalproperty *organizer_of(const Invite *invite)
{
	g_autofree char *address = g_strconcat("mailto:", invite->organizer, NULL);
	icalproperty *organizer = icalproperty_new_organizer(address);
	/* A quote cannot stand in a parameter. */
	g_autofree char *name =
		g_strdelimit(g_strdup(invite->organizer_name), "\"", '\'');
	icalproperty_add_parameter(organizer, icalparameter_new_cn(name));
	return organizer;
}

static icalcomponent *event_of(const Invite *invite)
{
	return icalcomponent_vanew(
		ICAL_VEVENT_COMPONENT, icalproperty_new_uid(invite->uid),
		icalproperty_new_dtstamp(time_of(invite->made)),
		icalproperty_new_dtstart(time_of(invite->start)),
		icalproperty_new_dtend(time_of(invite->end)),
		icalproperty_new_sequence(invite->sequence), organizer_of(invite),
		icalproperty_new_summary(invite->summary),
		icalproperty_new_status(invite->is_cancelled ? ICAL_STATUS_CANCELLED
							     : ICAL_STATUS_CONFIRMED),
		(void *)NULL);
}

char *invite_write(const Invite *invite)
{
	icalcomponent *calendar = icalcomponent_vanew(
		ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
		icalproperty_new_prodid("-//mailmoot//mailmoot//EN"),
		icalproperty_new_method(invite->is_cancelled ? ICAL_METHOD_CANCEL
							     : ICAL_METHOD_PUBLISH),
		event_of(invite), (void *)NULL);
	char *made = icalcomponent_as_ical_string_r(calendar);
	char *text = g_strdup(made);
	icalmemory_free_buffer(made);
	icalcomponent_free(calendar);
	return text;
}
