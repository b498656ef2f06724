/* intake_signature.c: is a mail signed, freshly and for the first time?
 *
 * SPDX-License-Identifier: MIT */
#include "engine/intake_signature.h"

#include "base/words.h"

#define SIGNATURE_AGE_SECONDS	(48 * 3600)
#define SIGNATURE_AHEAD_SECONDS (10 * 60)

static GBytes *bytes_of(const EdgeMessage *mail)
{
	if (mail->body != NULL)
		return g_bytes_ref(mail->body);
	g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(mail->fd, FALSE, NULL);
	return file != NULL ? g_mapped_file_get_bytes(file) : NULL;
}

/* A copy under another name is no use of it, or a stranger could use it up. */
static bool is_key_of_sender(const Engine *engine, const Message *message,
			     const SignatureFacts *facts)
{
	const Person *sender =
		message->from != NULL
			? people_by_address(engine->people, message->from->address)
			: NULL;
	return sender != NULL && sender->keys != NULL &&
	       words_list_has(sender->keys, facts->fingerprint);
}

bool intake_signature_check(Engine *engine, const Message *message,
			    const EdgeMessage *mail, Instant now,
			    SignatureFacts **out_facts, GError **error)
{
	const char *home = engine->config->trust.gnupg_home;
	g_autoptr(GBytes) raw =
		message->is_signed && home != NULL ? bytes_of(mail) : NULL;
	if (raw == NULL)
		return true;
	g_autoptr(SignatureFacts) facts = signature_verify(raw, home);
	g_autofree char *name = g_strconcat(
		"signature:", facts->digest != NULL ? facts->digest : "", NULL);
	g_autofree char *used = NULL;
	if (!store_get(engine->store, name, &used, error))
		return false;
	bool is_fresh = facts->made != INSTANT_NONE &&
			facts->made > now - SIGNATURE_AGE_SECONDS &&
			facts->made < now + SIGNATURE_AHEAD_SECONDS;
	if (facts->state == SIGNATURE_GOOD &&
	    (facts->digest == NULL || used != NULL || !is_fresh))
		facts->state = SIGNATURE_UNKNOWN;
	if (facts->state == SIGNATURE_GOOD && is_key_of_sender(engine, message, facts) &&
	    !store_put(engine->store, name, message->key, error))
		return false;
	*out_facts = g_steal_pointer(&facts);
	return true;
}
