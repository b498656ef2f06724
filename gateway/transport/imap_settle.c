/* imap_settle.c: mails that are settled leave the inbox.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/imap_session.h"

/* Keeps a command well below 8,000 bytes even if the numbers are long. */
#define INTERVALS_MAX  400
#define SETTLE_SECONDS 120

static int compare_uids(gconstpointer a, gconstpointer b)
{
	guint first = *(const guint *)a, second = *(const guint *)b;
	return first < second ? -1 : first > second;
}

/* Places of another UIDVALIDITY name other mails now; they will be offered again. */
static GArray *uids_of(const ImapSource *source, GPtrArray *places)
{
	GArray *uids = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < places->len; i++) {
		const MailPlace *place = g_ptr_array_index(places, i);
		guint uid = place->uid;
		if (place->validity == source->validity && uid != 0)
			g_array_append_val(uids, uid);
	}
	g_array_sort(uids, compare_uids);
	return uids;
}

/* From `*index` on; neighbours become one interval. */
static struct mailimap_set *set_of(const GArray *uids, guint *index)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	for (int i = 0; i < INTERVALS_MAX && *index < uids->len; i++) {
		guint first = g_array_index(uids, guint, *index), last = first;
		while (++*index < uids->len &&
		       g_array_index(uids, guint, *index) <= last + 1)
			last = g_array_index(uids, guint, *index);
		mailimap_set_add_interval(set, first, last);
	}
	return set;
}

static int mark_deleted(ImapSource *source, struct mailimap_set *set)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	mailimap_flag_list_add(flags, mailimap_flag_new_deleted());
	struct mailimap_store_att_flags *change =
		mailimap_store_att_flags_new_add_flags_silent(flags);
	int code = mailimap_uid_store(source->imap, set, change);
	mailimap_store_att_flags_free(change);
	return code;
}

/* Without UIDPLUS an EXPUNGE would also remove what people have marked; our mark alone is
 * enough then. */
static int copy_and_remove(ImapSource *source, struct mailimap_set *set,
			   const char *target)
{
	int code = mailimap_uid_copy(source->imap, set, target);
	if (code == MAILIMAP_NO_ERROR)
		code = mark_deleted(source, set);
	if (code == MAILIMAP_NO_ERROR && source->has_uidplus)
		code = mailimap_uid_expunge(source->imap, set);
	return code;
}

static int move(ImapSource *source, struct mailimap_set *set, const char *target)
{
	imap_session_give_time(source, SETTLE_SECONDS);
	return source->has_move ? mailimap_uid_move(source->imap, set, target)
				: copy_and_remove(source, set, target);
}

static bool is_refusal(int code)
{
	return code != MAILIMAP_NO_ERROR && code != MAILIMAP_ERROR_STREAM &&
	       code != MAILIMAP_ERROR_PARSE && code != MAILIMAP_ERROR_FATAL &&
	       code != MAILIMAP_ERROR_PROTOCOL;
}

bool imap_settle(Source *base, GPtrArray *places, Settle where, GError **error)
{
	ImapSource *source = (ImapSource *)base;
	const char *target = where == SETTLE_ASIDE ? source->aside : source->archive;
	g_autoptr(GArray) uids = uids_of(source, places);
	guint index = 0;
	while (index < uids->len) {
		struct mailimap_set *set = set_of(uids, &index);
		int code = move(source, set, target);
		/* The folder is most likely missing. */
		if (is_refusal(code) &&
		    mailimap_create(source->imap, target) == MAILIMAP_NO_ERROR)
			code = move(source, set, target);
		mailimap_set_free(set);
		if (is_refusal(code))
			return fault(error, FAULT_REFUSED,
				     "%s: mail cannot be moved to %s: %s",
				     source->url->host, target,
				     source->imap->imap_response != NULL
					     ? source->imap->imap_response
					     : "refused");
		if (code != MAILIMAP_NO_ERROR)
			return imap_session_fault(source, code, target, error);
	}
	return true;
}
