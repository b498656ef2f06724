/* profile_mail.c: working lives by mail.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/profile_mail.h"

#include <string.h>

#include "workflow/letter.h"
#include "workflow/transcript.h"

static bool key_of(CommandName name, ProfileKey *out_key)
{
	static const struct {
		CommandName name;
		ProfileKey key;
	} rows[] = {
		{COMMAND_ZONE, PROFILE_ZONE},	  {COMMAND_HOURS, PROFILE_HOURS},
		{COMMAND_FOCUS, PROFILE_FOCUS},	  {COMMAND_SLOTS, PROFILE_SLOTS},
		{COMMAND_DIGEST, PROFILE_DIGEST}, {COMMAND_MUTE, PROFILE_MUTE},
		{COMMAND_UNMUTE, PROFILE_MUTE},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (rows[i].name == name) {
			*out_key = rows[i].key;
			return true;
		}
	}
	return false;
}

/* What this mail has said of the key so far. */
static ProfileLine *line_so_far(const Plan *plan, ProfileKey key)
{
	for (guint i = plan->profiles->len; i > 0; i--) {
		ProfileLine *line = g_ptr_array_index(plan->profiles, i - 1);
		if (line->key == key)
			return line;
	}
	return NULL;
}

static void refuse(Turn *turn, const Command *command, ProfileKey key, const char *code,
		   const char *error)
{
	json_t *values = json_pack("{s:s, s:o, s:o}", "key", profile_key_name(key),
				   "error", json_text(error), "value",
				   json_text(turn->sender->profile[key].text));
	transcript_bad(turn->transcript, command->line, command->written, code, values);
}

/* Hours that leave no time outside the focus would hold mail for ever. */
static bool is_possible(const Turn *turn, ProfileKey key, const char *text,
			GError **error)
{
	const Person *person = turn->sender;
	if (text == NULL || (key != PROFILE_HOURS && key != PROFILE_FOCUS))
		return true;
	const ProfileLine *other = line_so_far(
		turn->plan, key == PROFILE_HOURS ? PROFILE_FOCUS : PROFILE_HOURS);
	const char *hours = person->profile[PROFILE_HOURS].text;
	const char *focus = person->profile[PROFILE_FOCUS].text;
	if (key == PROFILE_HOURS)
		hours = text;
	else
		focus = text;
	if (other != NULL && other->text != NULL && key == PROFILE_HOURS)
		focus = other->text;
	else if (other != NULL && other->text != NULL)
		hours = other->text;
	return profile_is_possible(hours, focus, error);
}

static void set(Turn *turn, const Command *command, ProfileKey key, char *text)
{
	ProfileLine *before = line_so_far(turn->plan, key);
	bool adds = before != NULL && before->text != NULL && text != NULL &&
		    (key == PROFILE_HOURS || key == PROFILE_FOCUS);
	g_autofree char *whole =
		adds ? g_strconcat(before->text, "; ", text, NULL) : g_strdup(text);
	g_autoptr(GError) error = NULL;
	if (!is_possible(turn, key, whole, &error)) {
		refuse(turn, command, key, "bad_profile", error->message);
		return;
	}
	if (before != NULL) {
		g_free(before->text);
		before->text = g_steal_pointer(&whole);
	} else {
		plan_profile(turn->plan, profile_line_new(turn->sender->id, key, whole,
							  turn->desk->now));
	}
	transcript_good(turn->transcript, command->line, command->written, "profile_set",
			json_pack("{s:s}", "key", profile_key_name(key)));
}

bool profile_mail_command(Turn *turn, const Command *command)
{
	ProfileKey key = PROFILE_ZONE;
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	if (!key_of(command->name, &key))
		return false;
	if (turn->sender->profile[key].is_pinned)
		refuse(turn, command, key, "pinned", NULL);
	else if (!profile_read(
			 key, command->name == COMMAND_UNMUTE ? "off" : command->argument,
			 &text, &error))
		refuse(turn, command, key, "bad_profile", error->message);
	else
		set(turn, command, key, text);
	return true;
}

/* ---- the echo ----------------------------------------------------------- */

static json_t *value_model(const Turn *turn, ProfileKey key)
{
	const ProfileValue *value = &turn->sender->profile[key];
	const ProfileLine *line = line_so_far(turn->plan, key);
	ProfileSource source = line != NULL ? PROFILE_BY_MAIL : value->source;
	g_autofree char *text = g_strdup(line != NULL ? line->text : value->text);
	Instant at = line != NULL ? line->at : value->at;
	if (text == NULL)
		text = people_configured_value(turn->desk->people, turn->sender->id, key,
					       &source);
	json_t *model = json_object();
	json_object_set_new(model, "key", json_text(profile_key_name(key)));
	json_object_set_new(model, "value", json_text(text));
	json_object_set_new(model, "is_changed", json_boolean(line != NULL));
	json_object_set_new(model, "is_pinned", json_boolean(value->is_pinned));
	json_object_set_new(model, "is_assumed", json_boolean(source == PROFILE_ASSUMED));
	json_object_set_new(model, "is_configured",
			    json_boolean(source == PROFILE_CONFIGURED));
	json_object_set_new(model, "mailed_at",
			    source == PROFILE_BY_MAIL ? letter_time(turn->sender, at)
						      : json_null());
	return model;
}

void profile_mail_echo(const Turn *turn, Notice *answer)
{
	json_t *array = json_array();
	for (int key = 0; key < PROFILE_KEYS; key++)
		json_array_append_new(array, value_model(turn, (ProfileKey)key));
	json_object_set_new(answer->model, "profile", array);
	json_object_set_new(answer->model, "has_profile", json_true());
}
