/* match.c: evidence, strongest first.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/match.h"

#include <string.h>

#include "base/text.h"
#include "store/inbox.h"
#include "store/items.h"
#include "store/outbox.h"
#include "workflow/assumption.h"

/* `item` NULL: whatever it was about. */
static bool is_to_sender(Engine *engine, const char *message_id, const Person *sender,
			 const Item *item, bool *out_is, GError **error)
{
	g_autoptr(OutboxRow) row = NULL;
	if (!outbox_find_message_id(engine->store, message_id, &row, error))
		return false;
	*out_is = row != NULL && g_strcmp0(row->person, sender->id) == 0 &&
		  (item == NULL || row->item == NULL || strcmp(row->item, item->id) == 0);
	return true;
}

static bool names_notice(Engine *engine, const Message *message, const Item *item,
			 bool *out_is, GError **error)
{
	const Person *sender =
		message->from != NULL
			? people_by_address(engine->people, message->from->address)
			: NULL;
	const GPtrArray *lists[] = {message->in_reply_to, message->references};
	*out_is = false;
	for (size_t n = 0; sender != NULL && n < G_N_ELEMENTS(lists); n++) {
		for (guint i = 0; i < lists[n]->len && !*out_is; i++) {
			const char *id = g_ptr_array_index(lists[n], i);
			if (token_is_our_message_id(engine->keys, id) &&
			    !is_to_sender(engine, id, sender, item, out_is, error))
				return false;
		}
	}
	return true;
}

bool match_is_reply_to_notice(Engine *engine, const Message *message, bool *out_is,
			      GError **error)
{
	return names_notice(engine, message, NULL, out_is, error);
}

bool match_has_notice_of(Engine *engine, const Reading *reading, const Item *item,
			 bool *out_has, GError **error)
{
	return names_notice(engine, reading->message, item, out_has, error);
}

/* People begin new things by answering old mails: the id of a mail of theirs counts only
 * while the subject is still the item's. */
static bool is_same_subject(const Reading *reading, const Item *item)
{
	g_autofree char *written = text_fold(reading->tag->title);
	g_autofree char *title = text_fold(item->title);
	return strcmp(written, title) == 0;
}

static bool item_of_foreign(Engine *engine, const Reading *reading,
			    const char *message_id, char **out_item, GError **error)
{
	g_autofree char *id = NULL;
	g_autoptr(Item) item = NULL;
	if (!inbox_item_of(engine->store, message_id, &id, error) ||
	    (id != NULL && !items_find(engine->store, id, &item, error)))
		return false;
	if (item != NULL && is_same_subject(reading, item))
		*out_item = g_steal_pointer(&id);
	return true;
}

/* The item of a mail we sent, or of one we took in. */
static bool item_of_id(Engine *engine, const Reading *reading, const char *message_id,
		       char **out_item, GError **error)
{
	g_autoptr(OutboxRow) row = NULL;
	if (!outbox_find_message_id(engine->store, message_id, &row, error))
		return false;
	if (row != NULL) {
		*out_item = g_strdup(row->item);
		return true;
	}
	return item_of_foreign(engine, reading, message_id, out_item, error);
}

static bool from_in_reply_to(Engine *engine, const Reading *reading, Match *match,
			     char **out_item, GError **error)
{
	const Message *message = reading->message;
	for (guint i = 0; i < message->in_reply_to->len; i++) {
		g_autofree char *item = NULL;
		if (!item_of_id(engine, reading,
				g_ptr_array_index(message->in_reply_to, i), &item, error))
			return false;
		if (item == NULL)
			continue;
		match->is_ambiguous |=
			*out_item != NULL && g_strcmp0(*out_item, item) != 0;
		if (*out_item == NULL)
			*out_item = g_steal_pointer(&item);
	}
	match->how = *out_item != NULL ? "in-reply-to" : NULL;
	return true;
}

static bool from_references(Engine *engine, const Reading *reading, Match *match,
			    char **out_item, GError **error)
{
	const Message *message = reading->message;
	for (guint i = message->references->len; i > 0 && *out_item == NULL; i--) {
		if (!item_of_id(engine, reading,
				g_ptr_array_index(message->references, i - 1), out_item,
				error))
			return false;
	}
	match->how = *out_item != NULL ? "references" : NULL;
	return true;
}

static bool find_id(Engine *engine, const Reading *reading, Match *match, char **out_id,
		    GError **error)
{
	*out_id = assumption_named_item(reading);
	if (*out_id != NULL) {
		match->how = "named";
		return true;
	}
	if (reading->claim != NULL && *reading->claim->item != '\0') {
		match->how = "token";
		match->is_ambiguous = reading->names_two_items;
		*out_id = g_strdup(reading->claim->item);
		return true;
	}
	if (!from_in_reply_to(engine, reading, match, out_id, error) ||
	    (*out_id == NULL && !from_references(engine, reading, match, out_id, error)))
		return false;
	if (*out_id == NULL && reading->thread->subject_id != NULL) {
		*out_id = g_strdup(reading->thread->subject_id);
		match->how = "subject id";
		match->is_weak = true;
	}
	return true;
}

/* The surest evidence says which item it is; that something else was named is recorded.
 */
static bool note_other(Engine *engine, const Reading *reading, const char *id,
		       Match *match, GError **error)
{
	Match weaker = {0};
	if (strcmp(match->how, "named") == 0)
		return true;
	g_autofree char *named = g_strdup(reading->thread->subject_id);
	if (strcmp(match->how, "token") == 0) {
		g_autofree char *answered = NULL;
		if (!from_in_reply_to(engine, reading, &weaker, &answered, error))
			return false;
		if (answered != NULL && strcmp(answered, id) != 0) {
			g_free(named);
			named = g_steal_pointer(&answered);
		}
	}
	if (named != NULL && g_ascii_strcasecmp(named, id) != 0)
		g_strlcpy(match->other, named, sizeof match->other);
	return true;
}

bool match_find(Engine *engine, const Reading *reading, Match *out_match, Item **out_item,
		GError **error)
{
	Match match = {0};
	g_autofree char *id = NULL;
	g_autoptr(Item) item = NULL;
	if (!find_id(engine, reading, &match, &id, error))
		return false;
	if (id != NULL && !items_find(engine->store, id, &item, error))
		return false;
	if (item != NULL && !note_other(engine, reading, id, &match, error))
		return false;
	match.item = item;
	*out_match = match;
	*out_item = g_steal_pointer(&item);
	return true;
}

/* ---- reports ------------------------------------------------------------ */

static bool bounced_row(Engine *engine, const OriginFacts *origin, OutboxRow **out_row,
			GError **error)
{
	*out_row = NULL;
	return origin->bounced_id == NULL ||
	       outbox_find_message_id(engine->store, origin->bounced_id, out_row, error);
}

static TokenClaim *bounced_claim(Engine *engine, const OriginFacts *origin)
{
	g_autofree char *token = origin->bounced_token_address != NULL
					 ? address_detail(origin->bounced_token_address)
					 : NULL;
	return token != NULL ? token_read(engine->token_persons, token) : NULL;
}

bool match_bounce(Engine *engine, const Reading *reading, Item **out_item,
		  char **out_person, char **out_kind, int64_t *out_notice, GError **error)
{
	g_autoptr(OutboxRow) row = NULL;
	if (!bounced_row(engine, reading->origin, &row, error))
		return false;
	g_autoptr(TokenClaim) claim =
		row == NULL ? bounced_claim(engine, reading->origin) : NULL;
	const char *item = row != NULL ? row->item : claim != NULL ? claim->item : NULL;
	if (item != NULL && !items_find(engine->store, item, out_item, error))
		return false;
	*out_person = g_strdup(row != NULL     ? row->person
			       : claim != NULL ? claim->person
					       : NULL);
	/* A token tells the item and the person, not the notice: an escalation is what
	 * matters. */
	*out_kind = g_strdup(row != NULL     ? row->notice
			     : claim != NULL ? "escalation"
					     : NULL);
	*out_notice = row != NULL ? row->id : 0;
	return true;
}
