/* people_leave.c: who is away, and who stands in.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "calendar/absences.h"
#include "workflow/people_private.h"

/* Longer chains of stand-ins than this are a circle. */
#define STAND_INS_MAX 8

static Leave *leave_copy(const Leave *leave)
{
	Leave *copy = g_memdup2(leave, sizeof *leave);
	copy->person = g_strdup(leave->person);
	copy->delegate = g_strdup(leave->delegate);
	return copy;
}

static void report_event(const char *path, int line, const char *what, void *data)
{
	g_autofree char *file = g_strdup(path);
	problems_remark(data, (Place){file, line}, "%s", what);
}

void people_check_feed(const char *path, Place place, GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) absences =
		absences_read(path, 0, 0, report_event, problems, &error);
	if (absences == NULL)
		problems_add(problems, place, "%s", error->message);
}

void people_read_leaves(People *people, const ConfigPerson *from, const Person *person,
			GPtrArray *problems)
{
	Place place = person_place(from, "absences");
	for (guint i = 0; i < from->absences->len; i++) {
		const char *text = g_ptr_array_index(from->absences, i);
		g_autoptr(GError) error = NULL;
		if (g_str_has_suffix(text, ".ics")) {
			people_check_feed(text, place, problems);
			continue;
		}
		g_autoptr(GPtrArray) ids = g_ptr_array_new();
		Leave *leave =
			leave_read(text, person->id, person->zone, INSTANT_NONE, &error);
		if (leave == NULL) {
			problems_add(problems, place, "%s", error->message);
			continue;
		}
		leave->source = LEAVE_CONFIGURED;
		g_ptr_array_add(people->configured, leave);
		if (leave->delegate != NULL &&
		    (!people_resolve(people, leave->delegate, ids) || ids->len != 1))
			problems_add(problems, place, "'%s' is not one person",
				     leave->delegate);
		else if (ids->len == 1 &&
			 strcmp(g_ptr_array_index(ids, 0), person->id) == 0)
			problems_add(problems, place,
				     "'%s' cannot stand in for themselves",
				     leave->delegate);
	}
}

static void add_all(People *people, const GPtrArray *leaves)
{
	for (guint i = 0; i < leaves->len; i++) {
		const Leave *leave = g_ptr_array_index(leaves, i);
		Person *person = g_hash_table_lookup(people->by_id, leave->person);
		if (person == NULL)
			continue;
		hours_add_absence(person->hours, leave->start, leave->end,
				  leave_source_name(leave->source));
		g_ptr_array_add(people->leaves, leave_copy(leave));
	}
}

void people_set_leaves(People *people, const GPtrArray *leaves)
{
	g_ptr_array_set_size(people->leaves, 0);
	for (guint i = 0; i < people->persons->len; i++) {
		Person *person = g_ptr_array_index(people->persons, i);
		hours_free(person->hours);
		person->hours = hours_copy(person->plain_hours);
	}
	add_all(people, people->configured);
	if (leaves != NULL)
		add_all(people, leaves);
}

void people_renew_leaves(People *people)
{
	g_autoptr(GPtrArray) leaves =
		g_ptr_array_new_with_free_func((GDestroyNotify)leave_free);
	for (guint i = 0; i < people->leaves->len; i++) {
		const Leave *leave = g_ptr_array_index(people->leaves, i);
		if (leave->source != LEAVE_CONFIGURED)
			g_ptr_array_add(leaves, leave_copy(leave));
	}
	people_set_leaves(people, leaves);
}

const Leave *people_leave_at(const People *people, const char *id, Instant at)
{
	const Leave *found = NULL;
	for (guint i = 0; i < people->leaves->len; i++) {
		const Leave *leave = g_ptr_array_index(people->leaves, i);
		bool is_now = strcmp(leave->person, id) == 0 && leave->start <= at &&
			      at < leave->end;
		if (is_now && (found == NULL || leave->end >= found->end))
			found = leave;
	}
	return found;
}

static int by_start(gconstpointer a, gconstpointer b)
{
	const Leave *first = *(const Leave *const *)a;
	const Leave *second = *(const Leave *const *)b;
	return first->start < second->start ? -1 : first->start > second->start;
}

GPtrArray *people_leaves_of(const People *people, const char *id, Instant since)
{
	GPtrArray *found = g_ptr_array_new();
	for (guint i = 0; i < people->leaves->len; i++) {
		Leave *leave = g_ptr_array_index(people->leaves, i);
		if (strcmp(leave->person, id) == 0 && leave->end > since)
			g_ptr_array_add(found, leave);
	}
	g_ptr_array_sort(found, by_start);
	return found;
}

/* Of A who names B, who names C, and both are away: C. */
const Person *people_stand_in(const People *people, const char *id, Instant at)
{
	const char *who = id;
	for (int i = 0; i < STAND_INS_MAX; i++) {
		const Leave *leave = people_leave_at(people, who, at);
		if (leave == NULL)
			return i > 0 ? people_find(people, who) : NULL;
		g_autoptr(GPtrArray) ids = g_ptr_array_new();
		if (leave->delegate == NULL ||
		    !people_resolve(people, leave->delegate, ids) || ids->len != 1)
			return NULL;
		who = g_ptr_array_index(ids, 0);
		if (strcmp(who, id) == 0)
			return NULL;
	}
	return NULL;
}
