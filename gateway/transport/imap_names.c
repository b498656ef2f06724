/* imap_names.c: what the operator calls a folder, and what the server calls it.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "transport/imap_session.h"

/* The part of the tree in which a person may make folders (RFC 2342, 5). */
typedef struct {
	char *prefix; /* "" or "INBOX." and the like */
	char delimiter;
} Namespace;

static void namespace_clear(Namespace *space)
{
	g_free(space->prefix);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Namespace, namespace_clear)

/* A server that has none, or answers it badly, is taken to have one flat tree. */
static Namespace personal_namespace(const ImapSource *source)
{
	Namespace space = {.prefix = g_strdup(""), .delimiter = '/'};
	struct mailimap_namespace_data *data = NULL;
	if (mailimap_has_namespace(source->imap) == 0 ||
	    mailimap_namespace(source->imap, &data) != MAILIMAP_NO_ERROR)
		return space;
	clistiter *first = data->ns_personal != NULL
				   ? clist_begin(data->ns_personal->ns_data_list)
				   : NULL;
	if (first != NULL) {
		const struct mailimap_namespace_info *info = clist_content(first);
		g_free(space.prefix);
		space.prefix = g_strdup(info->ns_prefix);
		if (info->ns_delimiter != '\0')
			space.delimiter = info->ns_delimiter;
	}
	mailimap_namespace_data_free(data);
	return space;
}

/* RFC 3501, 5.1.3: names beyond ASCII travel in modified UTF-7. */
static char *encoded_name(const char *name, GError **error)
{
	char *encoded =
		strpbrk(name, "\r\n") == NULL
			? g_convert(name, -1, "UTF-7-IMAP", "UTF-8", NULL, NULL, NULL)
			: NULL;
	if (encoded == NULL)
		fault(error, FAULT_SETUP, "\"%s\" cannot be a folder's name", name);
	return encoded;
}

/* "/" in the configuration is whatever divides names there. */
static char *placed_name(const Namespace *space, const char *name, GError **error)
{
	char *encoded = encoded_name(name, error);
	if (encoded == NULL || g_ascii_strcasecmp(encoded, "INBOX") == 0)
		return encoded;
	g_autofree char *bare = g_strdelimit(encoded, "/", space->delimiter);
	bool is_placed =
		g_ascii_strncasecmp(bare, space->prefix, strlen(space->prefix)) == 0;
	return g_strconcat(is_placed ? "" : space->prefix, bare, NULL);
}

bool imap_names_read(ImapSource *source, GError **error)
{
	g_auto(Namespace) space = personal_namespace(source);
	source->inbox = placed_name(&space, source->mailbox->inbox, error);
	source->archive = source->inbox != NULL
				  ? placed_name(&space, source->mailbox->archive, error)
				  : NULL;
	source->aside = source->archive != NULL
				? placed_name(&space, source->mailbox->aside, error)
				: NULL;
	return source->aside != NULL;
}
