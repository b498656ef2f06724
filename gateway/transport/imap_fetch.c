/* imap_fetch.c: what lies in the inbox, and its bytes, in batches.
 *
 * One FETCH per mail costs a round trip each and a third of the speed; so a batch is one
 * command, its bodies streamed through handlers, the large ones into unlinked files.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/imap_session.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LIST_SECONDS 120
/* So many are described at once: a server may have to read each of them to tell its size,
 * and what is described first can be fetched and decided meanwhile. */
#define DESCRIBED_MAILS 250
#define FETCH_SECONDS	600

/* ---- listening ---------------------------------------------------------- */

/* Takes what a FETCH says piece by piece, so that the whole of it is never held. */
typedef struct {
	mailimap_msg_body_handler *take_bytes; /* NULL where no bodies are asked for */
	mailimap_msg_att_handler *take_attributes;
	void *context;
} Listener;

/* The handlers are only called when there is somebody to tell of progress. */
static void no_progress(size_t current, size_t maximum, void *context)
{
	(void)current;
	(void)maximum;
	(void)context;
}

static void set_listener(mailimap *imap, const Listener *listener)
{
	mailprogress_function *progress = listener->context != NULL ? no_progress : NULL;
	mailimap_set_progress_callback(imap, progress, progress, NULL);
	mailimap_set_msg_body_handler(imap, listener->take_bytes, listener->context);
	mailimap_set_msg_att_handler(imap, listener->take_attributes, listener->context);
}

static int fetch(mailimap *imap, struct mailimap_set *set,
		 struct mailimap_fetch_type *type, const Listener *listener)
{
	static const Listener nobody;
	clist *list = NULL;
	set_listener(imap, listener);
	int code = mailimap_uid_fetch(imap, set, type, &list);
	set_listener(imap, &nobody);
	if (list != NULL)
		mailimap_fetch_list_free(list);
	return code;
}

/* ---- listing ------------------------------------------------------------ */

/* RFC 3501 date-time; the zone is written as hours and minutes in one number. */
static Instant instant_of(const struct mailimap_date_time *date)
{
	int minutes = date->dt_zone / 100 * 60 + date->dt_zone % 100;
	g_autoptr(GDateTime) time =
		g_date_time_new_utc(date->dt_year, date->dt_month, date->dt_day,
				    date->dt_hour, date->dt_min, date->dt_sec);
	return time != NULL ? g_date_time_to_unix(time) - minutes * 60 : INSTANT_NONE;
}

static bool has_deleted(const struct mailimap_msg_att_dynamic *dynamic)
{
	clistiter *cell =
		dynamic->att_list != NULL ? clist_begin(dynamic->att_list) : NULL;
	for (; cell != NULL; cell = clist_next(cell)) {
		const struct mailimap_flag_fetch *flag = clist_content(cell);
		if (flag->fl_type == MAILIMAP_FLAG_FETCH_OTHER && flag->fl_flag != NULL &&
		    flag->fl_flag->fl_type == MAILIMAP_FLAG_DELETED)
			return true;
	}
	return false;
}

static void read_static(const struct mailimap_msg_att_static *item, ImapEntry *entry)
{
	if (item->att_type == MAILIMAP_MSG_ATT_UID)
		entry->uid = item->att_data.att_uid;
	else if (item->att_type == MAILIMAP_MSG_ATT_RFC822_SIZE)
		entry->bytes = item->att_data.att_rfc822_size;
	else if (item->att_type == MAILIMAP_MSG_ATT_INTERNALDATE &&
		 item->att_data.att_internal_date != NULL)
		entry->received = instant_of(item->att_data.att_internal_date);
}

/* False: not to be read (deleted already, or no UID said). */
static bool read_attributes(const struct mailimap_msg_att *attributes, ImapEntry *entry)
{
	*entry = (ImapEntry){.received = INSTANT_NONE};
	bool is_deleted = false;
	clistiter *cell =
		attributes->att_list != NULL ? clist_begin(attributes->att_list) : NULL;
	for (; cell != NULL; cell = clist_next(cell)) {
		const struct mailimap_msg_att_item *item = clist_content(cell);
		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			read_static(item->att_data.att_static, entry);
		else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC)
			is_deleted = is_deleted || has_deleted(item->att_data.att_dyn);
	}
	return entry->uid != 0 && !is_deleted;
}

static int compare_entries(gconstpointer a, gconstpointer b, gpointer unused)
{
	const ImapEntry *first = a, *second = b;
	(void)unused;
	return first->uid < second->uid ? -1 : first->uid > second->uid;
}

typedef struct {
	ImapSource *source;
	bool is_described;
} Listing;

/* One line of the list; "7:*" also means the last mail, however low its number is (RFC
 * 3501, 9). */
static void keep_entry(struct mailimap_msg_att *attributes, void *context)
{
	const Listing *listing = context;
	ImapSource *source = listing->source;
	ImapEntry entry;
	if (!read_attributes(attributes, &entry) || entry.uid <= source->last_uid)
		return;
	entry.is_described = listing->is_described;
	g_queue_push_tail(source->waiting, g_memdup2(&entry, sizeof entry));
}

static struct mailimap_fetch_type *numbers_type(void)
{
	struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();
	mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_flags());
	return type;
}

static struct mailimap_fetch_type *descriptions_type(void)
{
	struct mailimap_fetch_type *type = numbers_type();
	mailimap_fetch_type_new_fetch_att_list_add(type,
						   mailimap_fetch_att_new_rfc822_size());
	mailimap_fetch_type_new_fetch_att_list_add(type,
						   mailimap_fetch_att_new_internaldate());
	return type;
}

static bool list_inbox(ImapSource *source, GError **error)
{
	uint32_t exist = source->imap->imap_selection_info->sel_exists;
	if (exist == 0)
		return true;
	Listing listing = {source, exist <= DESCRIBED_MAILS || source->last_uid > 0};
	Listener listener = {.take_attributes = keep_entry, .context = &listing};
	struct mailimap_set *set = mailimap_set_new_interval(source->last_uid + 1, 0);
	struct mailimap_fetch_type *type =
		listing.is_described ? descriptions_type() : numbers_type();
	imap_session_give_time(source, LIST_SECONDS);
	int code = fetch(source->imap, set, type, &listener);
	mailimap_set_free(set);
	mailimap_fetch_type_free(type);
	if (code != MAILIMAP_NO_ERROR)
		return imap_session_fault(source, code, "FETCH", error);
	g_queue_sort(source->waiting, compare_entries, NULL);
	return true;
}

static void describe_entry(struct mailimap_msg_att *attributes, void *context)
{
	ImapEntry seen;
	ImapEntry *entry =
		read_attributes(attributes, &seen)
			? g_hash_table_lookup(context, GUINT_TO_POINTER(seen.uid))
			: NULL;
	if (entry == NULL)
		return;
	entry->bytes = seen.bytes;
	entry->received = seen.received;
}

/* Those at the head of the queue, by their numbers. One that has gone meanwhile stays as
 * it is; nothing will be fetched of it. */
static GHashTable *choose_undescribed(const ImapSource *source, struct mailimap_set *set)
{
	GHashTable *chosen = g_hash_table_new(NULL, NULL);
	for (GList *cell = source->waiting->head;
	     cell != NULL && g_hash_table_size(chosen) < DESCRIBED_MAILS;
	     cell = cell->next) {
		ImapEntry *entry = cell->data;
		entry->is_described = true;
		mailimap_set_add_single(set, entry->uid);
		g_hash_table_insert(chosen, GUINT_TO_POINTER(entry->uid), entry);
	}
	return chosen;
}

static bool describe_next(ImapSource *source, GError **error)
{
	const ImapEntry *head = g_queue_peek_head(source->waiting);
	if (head->is_described)
		return true;
	struct mailimap_set *set = mailimap_set_new_empty();
	g_autoptr(GHashTable) chosen = choose_undescribed(source, set);
	Listener listener = {.take_attributes = describe_entry, .context = chosen};
	struct mailimap_fetch_type *type = descriptions_type();
	imap_session_give_time(source, LIST_SECONDS);
	int code = fetch(source->imap, set, type, &listener);
	mailimap_set_free(set);
	mailimap_fetch_type_free(type);
	return code == MAILIMAP_NO_ERROR ||
	       imap_session_fault(source, code, "FETCH", error);
}

/* ---- bodies ------------------------------------------------------------- */

/* The body handler is not told whose bytes it gets; the attributes that follow say so. */
typedef struct {
	GByteArray *bytes; /* of the body that is arriving */
	FILE *file;	   /* when it grew too large for memory */
	size_t size;
	bool has_body, is_broken;
	GHashTable *wanted; /* uid -> ImapEntry, of this batch */
	GPtrArray *mails;
} Spool;

static bool spill(Spool *spool)
{
	spool->file = tmpfile();
	if (spool->file == NULL || fwrite(spool->bytes->data, 1, spool->bytes->len,
					  spool->file) != spool->bytes->len)
		return false;
	g_byte_array_set_size(spool->bytes, 0);
	return true;
}

static bool take_bytes(int type, struct mailimap_msg_att_body_section *section,
		       const char *bytes, size_t length, void *context)
{
	Spool *spool = context;
	(void)type;
	(void)section;
	spool->has_body = true;
	spool->size += length;
	if (spool->file == NULL && spool->size > SOURCE_INLINE_BYTES && !spill(spool))
		spool->is_broken = true;
	else if (spool->file == NULL)
		g_byte_array_append(spool->bytes, (const guint8 *)bytes, (guint)length);
	else if (fwrite(bytes, 1, length, spool->file) != length)
		spool->is_broken = true;
	return !spool->is_broken;
}

static void spool_forget(Spool *spool)
{
	g_byte_array_set_size(spool->bytes, 0);
	g_clear_pointer(&spool->file, fclose);
	spool->size = 0;
	spool->has_body = false;
}

/* A descriptor of our own on the spooled file, read from its start. */
static int descriptor_of(Spool *spool)
{
	int fd = fflush(spool->file) == 0 ? dup(fileno(spool->file)) : -1;
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static void take_attributes(struct mailimap_msg_att *attributes, void *context)
{
	Spool *spool = context;
	ImapEntry seen;
	(void)read_attributes(attributes, &seen);
	const ImapEntry *entry =
		g_hash_table_lookup(spool->wanted, GUINT_TO_POINTER(seen.uid));
	if (entry == NULL || !spool->has_body) {
		spool_forget(spool);
		return;
	}
	SourceMail *mail = source_mail_new();
	mail->place.uid = entry->uid;
	mail->received = entry->received;
	mail->bytes = spool->size;
	if (spool->file != NULL)
		mail->fd = descriptor_of(spool);
	else
		mail->raw = g_bytes_new(spool->bytes->data, spool->bytes->len);
	spool->is_broken = spool->is_broken || (mail->raw == NULL && mail->fd < 0);
	g_hash_table_remove(spool->wanted, GUINT_TO_POINTER(seen.uid));
	g_ptr_array_add(spool->mails, mail);
	spool_forget(spool);
}

static struct mailimap_fetch_type *body_type(void)
{
	struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();
	mailimap_fetch_type_new_fetch_att_list_add(type, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(
		type,
		mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)));
	return type;
}

static bool fetch_bodies(ImapSource *source, struct mailimap_set *set, Spool *spool,
			 GError **error)
{
	Listener listener = {take_bytes, take_attributes, spool};
	struct mailimap_fetch_type *type = body_type();
	imap_session_give_time(source, FETCH_SECONDS);
	int code = fetch(source->imap, set, type, &listener);
	mailimap_fetch_type_free(type);
	if (spool->is_broken)
		return fault(error, FAULT_LATER, "a large mail could not be spooled: %s",
			     g_strerror(errno));
	return code == MAILIMAP_NO_ERROR ||
	       imap_session_fault(source, code, "FETCH", error);
}

/* Takes from the waiting entries what makes one batch. */
static struct mailimap_set *choose_batch(ImapSource *source, size_t max_count,
					 size_t max_bytes, GHashTable *wanted)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	size_t bytes = 0;
	while (!g_queue_is_empty(source->waiting)) {
		ImapEntry *entry = g_queue_peek_head(source->waiting);
		guint count = g_hash_table_size(wanted);
		bool is_full = count >= max_count || bytes + entry->bytes > max_bytes;
		if (!entry->is_described || (count > 0 && is_full))
			break;
		bytes += entry->bytes;
		source->last_uid = entry->uid;
		mailimap_set_add_single(set, entry->uid);
		g_hash_table_insert(wanted, GUINT_TO_POINTER(entry->uid),
				    g_queue_pop_head(source->waiting));
	}
	return set;
}

static GPtrArray *fetch_batch(ImapSource *source, size_t max_count, size_t max_bytes,
			      GError **error)
{
	g_autoptr(GPtrArray) mails =
		g_ptr_array_new_with_free_func((GDestroyNotify)source_mail_free);
	g_autoptr(GHashTable) wanted = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	struct mailimap_set *set = choose_batch(source, max_count, max_bytes, wanted);
	Spool spool = {.bytes = g_byte_array_new(), .wanted = wanted, .mails = mails};
	bool is_fetched = fetch_bodies(source, set, &spool, error);
	spool_forget(&spool);
	g_byte_array_unref(spool.bytes);
	mailimap_set_free(set);
	if (!is_fetched)
		return NULL;
	for (guint i = 0; i < mails->len; i++)
		((SourceMail *)g_ptr_array_index(mails, i))->place.validity =
			source->validity;
	return g_steal_pointer(&mails);
}

GPtrArray *imap_fetch_next(Source *base, size_t max_count, size_t max_bytes,
			   GError **error)
{
	ImapSource *source = (ImapSource *)base;
	for (;;) {
		if (g_queue_is_empty(source->waiting) && !list_inbox(source, error))
			return NULL;
		if (g_queue_is_empty(source->waiting))
			return g_ptr_array_new_with_free_func(
				(GDestroyNotify)source_mail_free);
		if (!describe_next(source, error))
			return NULL;
		/* Everything of a batch may have gone meanwhile; that is not the end of
		 * the inbox. */
		g_autoptr(GPtrArray) mails =
			fetch_batch(source, max_count, max_bytes, error);
		if (mails == NULL || mails->len > 0)
			return g_steal_pointer(&mails);
	}
}
